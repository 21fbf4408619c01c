import AjvCompiler from '@fastify/ajv-compiler';
import type { IDataObject } from 'n8n-workflow';

import { resources } from '../../../nodes/Pelcro/resources';
import type { RunningSandbox } from '../../../sandbox/process';
import { sharedSandbox } from '../../run/sharedSandbox';
import type { OutputSchema } from '../../schemas/inferSchema';
import { operationOutputs, type OperationOutput } from '../../schemas/outputs';
import { outputSchemas, presentSchemas, schemaPath, USUAL_ACCOUNT } from '../../schemas/schemas';
import { stopEngine } from '../host/workflowRun';

const OPERATIONS = resources.flatMap(({ value, operations }) =>
	operations.map(({ option }) => [value, String(option.value)] as const),
);

let sandbox: RunningSandbox;

beforeAll(async () => {
	sandbox = await sharedSandbox();
});

afterAll(async () => {
	await sandbox.stop();
	await stopEngine();
});

/** The schema with nothing allowed that it does not name, but for the user's own data. */
function exact(schema: OutputSchema): object {
	const { properties, items } = schema;
	return {
		...schema,
		...(properties && {
			properties: Object.fromEntries(
				Object.entries(properties).map(([name, own]) => [name, exact(own)]),
			),
			additionalProperties: false,
		}),
		...(items && { items: exact(items) }),
	};
}

function faultsOf(schema: OutputSchema, json: IDataObject): string[] {
	const validate = AjvCompiler()(
		{},
		{ customOptions: { coerceTypes: false, useDefaults: false, allErrors: true, strict: false } },
	)({ schema: exact(schema), method: '', url: '', httpPart: 'body' });
	const isRight = validate(json);
	return isRight === true
		? []
		: (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the schemas that n8n shows of what comes out', () => {
	const present = presentSchemas();

	it('are there for every operation, and for nothing else', () => {
		const wanted = OPERATIONS.map(([resource, operation]) => schemaPath(resource, operation));
		expect([...present.keys()].sort()).toEqual(wanted.sort());
	});

	it('are what `npm run schemas` makes', async () => {
		const made = await outputSchemas(sandbox.url);
		expect(Object.fromEntries(present)).toEqual(Object.fromEntries(made));
	}, 300_000);

	describe('agree with what another account puts out', () => {
		let outputs: OperationOutput[];

		beforeAll(async () => {
			outputs = await operationOutputs(sandbox.url, {
				...USUAL_ACCOUNT,
				seed: 1,
				now: 1_800_000_000,
			});
		}, 300_000);

		it.each(OPERATIONS)('%s %s', (resource, operation) => {
			const schema = present.get(schemaPath(resource, operation)) ?? { type: 'null' };
			const items =
				outputs.find((one) => one.resource === resource && one.operation === operation)?.items ??
				[];
			expect(items.length).toBeGreaterThan(0);
			expect(items.flatMap((json) => faultsOf(schema, json))).toEqual([]);
			const shown = new Set(items.flatMap((json) => Object.keys(json)));
			expect(Object.keys(schema.properties ?? {}).filter((name) => !shown.has(name))).toEqual([]);
		});
	});
});
