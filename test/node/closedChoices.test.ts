import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from '../../demo/projectPaths';
import { resources } from '../../nodes/Pelcro/resources';
import type { PelcroOperation, PelcroProperty } from '../../nodes/Pelcro/shared/types';
import type { ReferenceEndpoint, ReferenceParameter } from '../../sandbox/contract/reference';

const endpoints = JSON.parse(
	readFileSync(join(PROJECT, 'sandbox', 'contract', 'core-api.json'), 'utf8'),
) as ReferenceEndpoint[];

/** Fields of an operation with choices of their own that go to Pelcro, with those within collections. */
function sentChoices({ fields }: PelcroOperation): PelcroProperty[] {
	return (
		fields
			.flatMap((field) => [field, ...(field.options ?? []).filter((one) => 'type' in one)])
			// What the node looks at in the records is told by sentences of the reference.
			.filter(({ type, condition }) => /ptions$/.test(type) && condition === undefined)
			.filter(({ routing, options = [] }) => routing?.send !== undefined && options.length > 0)
	);
}

function parameterOf(
	{ option: { routing } }: PelcroOperation,
	{ routing: sent }: PelcroProperty,
): ReferenceParameter | undefined {
	const { method, url = '' } = routing.request;
	const path = url.replace(/^=/, '').replace(/\{\{.*?\}\}/g, '{id}');
	const endpoint = endpoints.find(
		(one) =>
			one.method === method && one.path.replace(/\{\w+\}/g, '{id}') === `/api/v1/core${path}`,
	);
	return [...(endpoint?.bodyParams ?? []), ...(endpoint?.queryParams ?? [])].find(
		({ name }) => name === sent?.send?.property,
	);
}

/** Whether the reference was read to name all values there are, and these are what the form has. */
function isClosed(parameter: ReferenceParameter | undefined, { options = [] }: PelcroProperty) {
	if (!parameter?.enum || parameter.nameInferred) return false;
	if (/captured|inferred|was cut/.test(parameter.description)) return false;
	const named = parameter.enum;
	return options.every((option) => 'value' in option && named.includes(String(option.value)));
}

const cases = resources.flatMap(({ name, operations }) =>
	operations.flatMap((operation) =>
		sentChoices(operation).map(
			(field) =>
				[`${name}: ${operation.option.name}`, field.displayName, operation, field] as const,
		),
	),
);

it.each(cases)(
	'%s: %s takes other values only where the reference does not close the list',
	(_operation, _field, operation, field) => {
		expect(field.otherChoices ?? false).toBe(!isClosed(parameterOf(operation, field), field));
	},
);
