import type { IDataObject } from 'n8n-workflow';

import { buildRequest, meaningOfEmpty } from '../../nodes/Pelcro/execution/request/buildRequest';
import { enteredCurrency } from '../../nodes/Pelcro/execution/request/currency';
import { readOptions } from '../../nodes/Pelcro/execution/request/options';
import { shaperOf, type ShaperSource } from '../../nodes/Pelcro/execution/output/shape';
import { noNotes } from '../../nodes/Pelcro/execution/run/run';
import { relatedFields } from '../../nodes/Pelcro/description/operationIndex';
import { resources } from '../../nodes/Pelcro/resources';
import type { PelcroOperation, PelcroResource } from '../../nodes/Pelcro/shared/types';
import { pageOf, recordOf } from '../../nodes/transport/lists/envelope';
import { isDataObject } from '../../nodes/transport/dataObject';
import type { PelcroRequest } from '../../nodes/transport/request';
import { Account } from '../../sandbox/account/account';
import type { Call } from '../../sandbox/api/call';
import endpoints from '../../sandbox/contract/core-api.json';
import { operations as sandboxOperations } from '../../sandbox/resources';
import type { Example } from './examples';

/** When the examples happen, Unix seconds: the same on every run. */
const NOW = Date.parse('2026-03-31T12:00:00Z') / 1000;

const SITE_ID = 1001;

const CORE_PATH = '/api/v1/core';

/** What became of an example. */
export interface ExampleResult {
	/** What the node sends. */
	request: PelcroRequest;
	/** What comes out for the item. */
	output: IDataObject;
}

/**
 * Runs an example: the node's own code makes the request, the sandbox's answers it. There is no network in
 * between, and the clock stands still, so the same comes out every time.
 *
 * @throws Error when the node or the sandbox refuses the example's values
 */
export async function runExample(
	resource: PelcroResource,
	operation: PelcroOperation,
	{ fields, item }: Example,
): Promise<ExampleResult> {
	const values = resolved(fields, item);
	const read = (name: string): unknown => (isDataObject(values) ? values[name] : undefined);
	const { request } = buildRequest(operation, read, {
		timezone: 'UTC',
		amounts: { unit: 'decimal', currency: enteredCurrency(operation, read) },
		emptied: meaningOfEmpty(operation),
	});
	const body = await answer(request);
	const record = operation.output === 'deleted' ? { deleted: true } : recordOf(body);
	return { request, output: asItem(resource, withoutSecret(operation, record), request) };
}

/** The record as the node puts it out where nobody has touched Simplify and the options. */
function asItem(
	resource: PelcroResource,
	record: IDataObject,
	request: PelcroRequest,
): IDataObject {
	const context: ShaperSource['context'] = {
		getNode: () => ({ type: 'pelcro' }),
		getTimezone: () => 'UTC',
	};
	const source = { resource, related: relatedFields(resources), context, notes: noNotes() };
	const shape = shaperOf(source, {
		read: (name) => name === 'simplify',
		options: readOptions({}),
		amounts: { unit: 'decimal', currency: '' },
		included: [],
		request,
		files: [],
	});
	return shape(record);
}

/** What is secret is put out only where the user wants it; no example does. */
function withoutSecret({ secret }: PelcroOperation, record: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([name]) => name !== secret?.attribute));
}

/**
 * The first record of a list, as 'Get Many' puts it out.
 *
 * @returns undefined where the sandbox has none
 */
export async function firstRecord(resource: PelcroResource): Promise<IDataObject | undefined> {
	const list = resource.operations.find(({ output }) => output === 'list');
	if (list === undefined) return undefined;
	const { method = 'GET', url = '' } = list.option.routing.request;
	const [record] = pageOf(
		await answer({ method, path: url, query: { page: 1, limit: 1 } }),
	).records;
	return record && asItem(resource, record, { method, path: url });
}

async function answer({ method, path, query = {}, body = {} }: PelcroRequest): Promise<unknown> {
	const { data, settings } = new Account({ seed: 1, customers: 40, now: NOW + 0.5 });
	const { operation, params } = operationAt(method, path);
	const call: Call = {
		data,
		now: NOW,
		nowMs: NOW * 1000,
		settings,
		siteId: SITE_ID,
		siteIds: [SITE_ID],
		address: path,
		params,
		query,
		body,
	};
	return (await operation(call)).body;
}

/** The sandbox's operation for a request, found by the reference's list of endpoints. */
function operationAt(method: string, path: string) {
	for (const endpoint of endpoints) {
		if (endpoint.method !== method) continue;
		const pattern = endpoint.path.replace(CORE_PATH, '').replace(/\{(\w+)\}/g, '(?<$1>\\d+)');
		const match = new RegExp(`^${pattern}$`).exec(path);
		const operation = sandboxOperations[`${endpoint.resource}.${endpoint.operation}`];
		if (match && operation) return { operation, params: paramsOf(match) };
	}
	throw new Error(`The sandbox has no operation for ${method} ${path}`);
}

function paramsOf({ groups = {} }: RegExpExecArray): Record<string, unknown> {
	const [id] = Object.values(groups);
	return id === undefined ? {} : { ...groups, id: Number(id) };
}

/** The values with the item's data in place of the expressions; expressions here are `{{ $json.name }}` alone. */
function resolved(value: unknown, item: IDataObject): unknown {
	if (Array.isArray(value)) return value.map((entry) => resolved(entry, item));
	if (isDataObject(value)) {
		return Object.fromEntries(
			Object.entries(value).map(([name, entry]) => [name, resolved(entry, item)]),
		);
	}
	const name = typeof value === 'string' ? /^\{\{ \$json\.(\w+) \}\}$/.exec(value)?.[1] : undefined;
	if (name === undefined) return value;
	if (!(name in item)) throw new Error(`The example's item has no ${name}`);
	return item[name];
}
