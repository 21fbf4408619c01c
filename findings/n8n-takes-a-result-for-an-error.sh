#!/usr/bin/env bash
# Expected: with On Error 'Continue (using error output)', the items that a node puts out on its first output come out there, and those
#   that it marks as failed (the item's own `error`) come out of the error output.
# What happens: n8n's engine also looks into the data. An item whose fields are none but `error`, `message` and `details` counts as failed,
#   although the node ended well and marked nothing; it leaves by the error output, and the fields of the input item are mixed into it. One
#   more field, e.g. an ID, and the same item is a success.
# Why it matters: who reports on failed payments makes just such items (the reason and a sentence), and finds nothing behind 'success'. A node
#   that means an item to have failed has to set the item's own `error`, since its fields decide nothing as soon as it says more than that.
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
const reports = [
	{ error: 'card_declined', message: 'The bank said no' },
	{ error: 'card_declined', message: 'The bank said no', invoice: 7 },
];
const types = {
	start: type('start', async () => [[]]),
	report: type('report', async () => [reports.map((json, item) => ({ json, pairedItem: { item } }))]),
};
const find = (name) => types[name];

(async () => {
	const workflow = new Workflow({
		id: '1',
		nodes: [node('start'), node('report', { onError: 'continueErrorOutput' })],
		connections: { start: { main: [[{ node: 'report', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes: { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) },
		settings: { executionOrder: 'v1' },
	});
	const hooks = new ExecutionLifecycleHooks('manual', '1', { id: '1', name: '1', nodes: [], connections: {} });
	const input = reports.map((_, row) => ({ json: { customer: row + 1 } }));
	types.start.execute = async () => [input];
	const stack = [{ node: workflow.getNode('start'), data: { main: [[{ json: {} }]] }, source: null }];
	const data = createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
	const additional = { hooks, executionId: '1', currentNodeExecutionIndex: 0, webhookWaitingBaseUrl: 'http://localhost', formWaitingBaseUrl: 'http://localhost' };
	const run = await new WorkflowExecute(additional, 'manual', data).processRunExecutionData(workflow);
	const [{ executionStatus, data: out }] = run.data.resultData.runData.report;
	const [success, failed] = out.main.map((items) => JSON.stringify((items ?? []).map(({ json }) => json)));
	console.log(`n8n-core ${require('./node_modules/n8n-core/package.json').version}; the node ended with '${executionStatus}' and put out two items:`);
	reports.forEach((report) => console.log(`  ${JSON.stringify(report)}`));
	console.log(`of the first output came: ${success}`);
	console.log(`of the error output came: ${failed}`);
	const expected = JSON.stringify([{ customer: 1, ...reports[0] }]);
	process.exit(executionStatus === 'success' && success === JSON.stringify([reports[1]]) && failed === expected ? 0 : 1);
})();
JS
node look.cjs
