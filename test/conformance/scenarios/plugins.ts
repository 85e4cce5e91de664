import { calls, filters } from '../scenario.ts'

const post = (path: string, json?: object) => ({ method: 'POST', path, ...(json ? { json } : {}) })

export const plugins = [
  ...calls('PluginList', {
    all: '/plugins',
    enabled: `/plugins?${filters({ enabled: ['true'] })}`,
    'by capability': `/plugins?${filters({ capability: ['volumedriver'] })}`,
    'unknown filter': `/plugins?${filters({ nonsense: ['x'] })}`,
  }),
  ...calls('PluginInspect', { nowhere: '/plugins/nowhere/json' }),
  ...calls('GetPluginPrivileges', {
    'no such registry': '/plugins/privileges?remote=127.0.0.1:1/x',
    'no name': '/plugins/privileges',
  }),
  ...calls('PluginEnable', { nowhere: post('/plugins/nowhere/enable?timeout=1') }),
  ...calls('PluginDisable', { nowhere: post('/plugins/nowhere/disable') }),
  ...calls('PluginDelete', { nowhere: { method: 'DELETE', path: '/plugins/nowhere' } }),
  ...calls('PluginSet', { nowhere: { ...post('/plugins/nowhere/set'), json: ['A=b'] } }),
  ...calls('PluginPull', { 'no such registry': { ...post('/plugins/pull?remote=127.0.0.1:1/x'), json: [] } }),
  ...calls('PluginPush', { nowhere: post('/plugins/nowhere/push') }),
  ...calls('PluginUpgrade', {
    nowhere: { ...post('/plugins/nowhere/upgrade?remote=127.0.0.1:1/x'), json: [] },
  }),
]
