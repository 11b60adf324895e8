import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const azureDiagnosticsDeleted = rule({
  name: 'azure_diagnostics_deleted',
  description: 'Logs of an Azure resource no longer go where they went',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.008'],
  references: [
    'https://attack.mitre.org/techniques/T1562/008/',
    'https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings',
  ],
  falsePositives: ['Resources that are taken down together with their settings'],
  runbook:
    'Set them up again and ask the caller. If the resource was deleted in the same minute, ' +
    'nothing is lost.',
  logs: ['azure:activity'],
  where: {
    'operationName.value': [
      'Microsoft.Insights/diagnosticSettings/delete',
      'microsoft.insights/diagnosticSettings/delete',
      'MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE',
      'Microsoft.Insights/logProfiles/delete',
    ],
    'status.value': 'Succeeded',
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'caller'))} ended logging of ${firstOf(textAt(record, 'resourceId'))}`,
});
