#!/usr/bin/env bash
# Expected: a node whose On Error is 'Continue (using error output)' and which fails as a whole sends nothing, or an error item, out of
#   its error output, and nothing out of its success output.
# What happens: n8n's engine takes a failed node's *input* items for its result and sends them out of the first output, the success
#   output; the error output is empty.
# Why it matters: whatever comes after 'success' runs with the items that were not worked on: mails are sent, rows are marked as done.
#   A node has to put out error items itself, also for what goes wrong before its first item (a credential that cannot be used).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact \
	n8n-core@2.41.1 n8n-workflow@2.41.0 reflect-metadata@0.2.2 >install.log 2>&1 || {
	cat install.log
	exit 2
}
# A native module for expressions, which is not built here and not used by this workflow.
rm -rf node_modules/isolated-vm && mkdir node_modules/isolated-vm
echo '{"name":"isolated-vm","version":"0.0.0","main":"index.js"}' >node_modules/isolated-vm/package.json
echo 'exports.Isolate = class {};' >node_modules/isolated-vm/index.js
cat >look.cjs <<'JS'
process.env.N8N_LOG_LEVEL = 'silent';
require('reflect-metadata');
const { ExecutionLifecycleHooks, WorkflowExecute } = require('n8n-core');
const { createRunExecutionData, Workflow } = require('n8n-workflow');

const node = (name, more = {}) => ({ id: name, name, type: name, typeVersion: 1, position: [0, 0], parameters: {}, ...more });
const type = (name, execute) => ({
	description: { displayName: name, name, group: [], version: 1, description: '', defaults: {}, inputs: ['main'], outputs: ['main'], properties: [] },
	execute,
});
const types = {
	start: type('start', async () => [[{ json: { order: 1 } }, { json: { order: 2 } }]]),
	failing: type('failing', async () => {
		throw new Error('The credential cannot be used');
	}),
};
const find = (name) => types[name];
const workflow = new Workflow({
	id: '1',
	nodes: [node('start'), node('failing', { onError: 'continueErrorOutput' })],
	connections: { start: { main: [[{ node: 'failing', type: 'main', index: 0 }]] } },
	active: false,
	nodeTypes: { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) },
	settings: { executionOrder: 'v1' },
});
const hooks = new ExecutionLifecycleHooks('manual', '1', { id: '1', name: '1', nodes: [], connections: {} });
const stack = [{ node: workflow.getNode('start'), data: { main: [[{ json: {} }]] }, source: null }];
const data = createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
new WorkflowExecute({ hooks, executionId: '1', currentNodeExecutionIndex: 0 }, 'manual', data)
	.processRunExecutionData(workflow)
	.then((run) => {
		const [success = [], error = []] = run.data.resultData.runData.failing[0].data.main;
		const jsons = (items) => JSON.stringify((items ?? []).map(({ json }) => json));
		console.log(`n8n-core ${require('./node_modules/n8n-core/package.json').version}, a node that throws:`);
		console.log(`  success output: ${jsons(success)}`);
		console.log(`  error output:   ${jsons(error)}`);
		process.exit(jsons(success) === '[{"order":1},{"order":2}]' && jsons(error) === '[]' ? 0 : 1);
	});
JS
node look.cjs
