#!/usr/bin/env bash
# Expected: a parameter that is a group (fixedCollection, collection) and holds an expression text is evaluated, or the workflow has an
#   issue. Templates, imported JSON and tools that write workflows have such: the other parameters take expressions.
# What happens: n8n makes the text up to the form before the node runs. For a whole group it is gone, without an issue; for the rows of
#   a group there is one row of defaults for each *character* of the text. The node sees neither the text nor that there was one, not
#   by getNode().parameters either.
# Why it matters: a list whose filters are given so returns everything, green; an invoice whose lines are given so gets a blank line for each character.
#   A node can only take a list as JSON in a field of its own, refuse a group that was added and is empty, and give rows no defaults.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact n8n-workflow@2.41.0 >install.log 2>&1 || {
	cat install.log
	exit 2
}
cat >look.cjs <<'JS'
const { NodeHelpers, Workflow } = require('n8n-workflow');

const row = [{ displayName: 'Value', name: 'value', type: 'string', default: 'x' }];
const properties = [
	{
		displayName: 'Filters', name: 'filters', type: 'fixedCollection', default: {},
		typeOptions: { multipleValues: true }, options: [{ displayName: 'Filter', name: 'filter', values: row }],
	},
	{ displayName: 'More', name: 'more', type: 'collection', default: {}, options: row },
];
const description = { displayName: 'n', name: 'n', group: [], version: 1, description: '', defaults: {}, inputs: ['main'], outputs: ['main'], properties };
const find = () => ({ description });
const seen = (parameters) => {
	const node = { id: 'n', name: 'n', type: 'n', typeVersion: 1, position: [0, 0], parameters };
	const nodeTypes = { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ id: '1', nodes: [node], connections: {}, active: false, nodeTypes });
	const { parameters: left } = workflow.getNode('n');
	return { left, issues: NodeHelpers.getNodeParametersIssues(properties, workflow.getNode('n'), description) };
};
const group = seen({ filters: '={{ $json.filters }}', more: '={{ $json.more }}' });
const text = '={{ $json.rows }}';
const rows = seen({ filters: { filter: text } });
console.log(`n8n-workflow ${require('n8n-workflow/package.json').version}`);
console.log(`  a whole group:    ${JSON.stringify(group.left)}, issues: ${JSON.stringify(group.issues)}`);
console.log(`  the rows of one:  ${rows.left.filters.filter.length} rows for ${text.length} characters, issues: ${JSON.stringify(rows.issues)}`);
const isSo =
	JSON.stringify(group.left) === '{"filters":{},"more":{}}' && group.issues === null &&
	rows.left.filters.filter.length === text.length && rows.issues === null;
process.exit(isSo ? 0 : 1);
JS
node look.cjs
