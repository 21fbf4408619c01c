import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { AccountOptions } from '../../sandbox/client';
import { informed, inferSchema, type OutputSchema } from './inferSchema';
import { isList, operationOutputs } from './outputs';

/** The folder of the version that the node's description names; n8n pads it so. */
const VERSION_FOLDER = 'v1.0.0';

/** Beside the node: n8n's editor asks for `__schema__/v<version>/<resource>/<operation>.json`. */
export const SCHEMA_FOLDER = join('nodes', 'Pelcro', '__schema__');

/** The account whose IDs the cases know; its exports are ready at once. */
export const USUAL_ACCOUNT: AccountOptions = { seed: 1, customers: 20, exportDelayMs: 0 };

/** Has many records, and among them those with attributes that few have. */
const LARGE_ACCOUNT: AccountOptions = { seed: 2, customers: 300 };

/**
 * The schemas of what every operation puts out, as the sandbox answers it. The kind of an attribute that is empty in
 * one operation's output is taken from the resource's other operations.
 *
 * @returns by path in `SCHEMA_FOLDER`
 */
export async function outputSchemas(url: string): Promise<Map<string, OutputSchema>> {
	const outputs = await operationOutputs(url, USUAL_ACCOUNT);
	const lists = await operationOutputs(url, LARGE_ACCOUNT, isList);
	const known = new Map<string, OutputSchema | undefined>();
	for (const { resource } of outputs) {
		const all = [...outputs, ...lists].filter((one) => one.resource === resource);
		known.set(resource, inferSchema(all.flatMap(({ items }) => items)));
	}
	return new Map(
		outputs.map(({ resource, operation, items }) => {
			const schema = inferSchema(items) ?? { type: 'object' };
			return [schemaPath(resource, operation), informed(schema, known.get(resource))] as const;
		}),
	);
}

export function schemaPath(resource: string, operation: string): string {
	return join(VERSION_FOLDER, resource, `${operation}.json`);
}

/** The schemas that are beside the node, by path in `SCHEMA_FOLDER`. */
export function presentSchemas(): Map<string, OutputSchema> {
	const files = readdirSync(SCHEMA_FOLDER, { recursive: true, encoding: 'utf8' });
	return new Map(
		files
			.filter((path) => path.endsWith('.json'))
			.map((path) => {
				const text = readFileSync(join(SCHEMA_FOLDER, path), 'utf8');
				return [path, JSON.parse(text) as OutputSchema] as const;
			}),
	);
}
