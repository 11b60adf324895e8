import { testAlertStore } from '../../../../../testing/alert-store.ts';
import { alertGroupsContract } from '../../../../ports/alert-groups.contract.ts';
import { alertLifecycleContract } from '../../../../ports/alert-lifecycle.contract.ts';
import { alertStoreContract } from '../../../../ports/alert-store.contract.ts';

const create = (requiredOutputs: readonly string[]) => testAlertStore({ requiredOutputs });

alertStoreContract('SQLite', create);
alertGroupsContract('SQLite', create);
alertLifecycleContract('SQLite', create);
