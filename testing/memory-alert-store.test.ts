import { alertStoreContract } from '../src/ports/alert-store.contract.ts';
import { memoryAlertStore } from './memory-alert-store.ts';

alertStoreContract('memory', (requiredOutputs) => memoryAlertStore(requiredOutputs));
