import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { WORKFLOWS } from '../../demo/projectPaths';
import type { SetUp } from './importedWorkflow';

interface Assignment {
	name: string;
	value: unknown;
	[field: string]: unknown;
}

interface EditFieldsNode {
	name: string;
	parameters: { assignments?: { assignments?: Assignment[] } };
}

/**
 * What a user types into the fields of an 'Edit Fields' node; the node's other fields stay.
 *
 * @param file the file in `workflows/`
 * @returns parameters for the set-up of the workflow
 * @throws Error when the node has no such field
 */
export async function fillIn(
	file: string,
	nodeName: string,
	values: Record<string, unknown>,
): Promise<NonNullable<SetUp['parameters']>> {
	const text = await readFile(join(WORKFLOWS, file), 'utf8');
	const { nodes } = JSON.parse(text) as { nodes: EditFieldsNode[] };
	const fields = nodes.find(({ name }) => name === nodeName)?.parameters.assignments?.assignments;
	const missing = Object.keys(values).filter((name) => !fields?.some((one) => one.name === name));
	if (fields === undefined || missing.length > 0) {
		throw new Error(`'${nodeName}' of ${file} has no field ${missing.join(', ')}`);
	}
	const assignments = fields.map((field) => ({
		...field,
		value: field.name in values ? values[field.name] : field.value,
	}));
	return { [nodeName]: { assignments: { assignments } } };
}
