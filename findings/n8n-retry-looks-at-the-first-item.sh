#!/usr/bin/env bash
# Expected: with Retry On Fail and On Error 'Continue', a node that puts out an error item for each item that failed is either always tried
#   again or never.
# What happens: n8n's engine looks at the first output item alone. An error there repeats the whole node, all of its items, up to Max
#   Tries; an error in any other item repeats nothing.
# Why it matters: of two runs with one failed item each, one does the work of all its items three times and the other once. A node that
#   creates records has to know that it is being tried again, and to go on where it stopped.
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
/** Runs three items through a node with Retry On Fail, of which one fails for good; counts how often each was worked on. */
async function timesWorked(failing) {
	const times = [0, 0, 0];
	const types = {
		start: type('start', async () => [[0, 1, 2].map((item) => ({ json: { item } }))]),
		working: type('working', async function () {
			return [
				this.getInputData().map(({ json: { item } }) => {
					times[item] += 1;
					return { json: item === failing ? { error: 'No such customer' } : { item }, pairedItem: { item } };
				}),
			];
		}),
	};
	const find = (name) => types[name];
	const working = node('working', { onError: 'continueRegularOutput', retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
	const workflow = new Workflow({
		id: '1',
		nodes: [node('start'), working],
		connections: { start: { main: [[{ node: 'working', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes: { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) },
		settings: { executionOrder: 'v1' },
	});
	const hooks = new ExecutionLifecycleHooks('manual', '1', { id: '1', name: '1', nodes: [], connections: {} });
	const stack = [{ node: workflow.getNode('start'), data: { main: [[{ json: {} }]] }, source: null }];
	const data = createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
	const additional = { hooks, executionId: '1', currentNodeExecutionIndex: 0 };
	await new WorkflowExecute(additional, 'manual', data).processRunExecutionData(workflow);
	return times.join(', ');
}

(async () => {
	console.log(`n8n-core ${require('./node_modules/n8n-core/package.json').version}, Retry On Fail with 3 tries; how often each of three items was worked on:`);
	const [first, last] = [await timesWorked(0), await timesWorked(2)];
	console.log(`  the first one fails: ${first}`);
	console.log(`  the last one fails:  ${last}`);
	process.exit(first === '3, 3, 3' && last === '1, 1, 1' ? 0 : 1);
})();
JS
node look.cjs
