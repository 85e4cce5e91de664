import t from 'tap'
import rules from '../../rules/v1.41.ts'
import { contextFor, stepsOf } from './steps.ts'

const context = contextFor('1.40', '1.41')

t.test('v1.41-images-filter-param: the parameter becomes a reference among the filters', async t => {
  const query = stepsOf(rules, 'v1.41-images-filter-param', 'ImageList').query!
  const cases = [
    [{ filter: 'busybox' }, { filters: '{"reference":["busybox"]}' }],
    [
      { filter: 'b*', filters: '{"reference":["a"],"dangling":["false"]}' },
      { filters: '{"reference":["a","b*"],"dangling":["false"]}' },
    ],
    [{ filter: 'b', filters: '{"reference":{"a":true}}' }, { filters: '{"reference":{"a":true,"b":true}}' }],
    [
      { filter: 'b', filters: '{"dangling":{"true":true}}' },
      { filters: '{"dangling":{"true":true},"reference":{"b":true}}' },
    ],
    [
      { all: '1', filter: '' },
      { all: '1', filter: '' },
    ],
    [
      { filter: 'b', filters: 'no JSON' },
      { filter: 'b', filters: 'no JSON' },
    ],
  ] as const
  for (const [sent, expected] of cases) {
    t.strictSame(Object.fromEntries(query(new URLSearchParams(sent), context)), expected)
  }
})

t.test('parameters that were not yet known are ignored', async t => {
  const cases = [
    ['v1.41-create-platform', 'ContainerCreate', 'name=a', 'platform=linux/arm64'],
    ['v1.41-stats-one-shot', 'ContainerStats', 'stream=0', 'one-shot=1'],
    ['v1.41-services-list-status', 'ServiceList', 'filters=%7B%7D', 'status=maybe'],
  ] as const
  for (const [id, operation, known, unknown] of cases) {
    const { query } = stepsOf(rules, id, operation)
    t.equal(query!(new URLSearchParams(`${known}&${unknown}`), context).toString(), known, id)
  }
})

t.test('v1.41-services-spec-fields: members that were not yet known are ignored', async t => {
  for (const operation of ['ServiceCreate', 'ServiceUpdate']) {
    const { request } = stepsOf(rules, 'v1.41-services-spec-fields', operation)
    t.strictSame(
      request!(
        {
          TaskTemplate: {
            ContainerSpec: {
              Image: 'a',
              CapabilityAdd: ['CAP_NET_RAW'],
              CapabilityDrop: ['ALL'],
              Ulimits: [{}],
            },
            Resources: { Limits: { Pids: 9, NanoCPUs: 1 }, Reservations: {} },
          },
          Mode: { ReplicatedJob: { TotalCompletions: 3 }, GlobalJob: null },
        },
        context,
      ),
      {
        TaskTemplate: {
          ContainerSpec: { Image: 'a' },
          Resources: { Limits: { NanoCPUs: 1 }, Reservations: {} },
        },
        Mode: {},
      },
    )
  }
})
