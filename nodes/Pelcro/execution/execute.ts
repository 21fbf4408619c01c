import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { ITEMS_IN_FLIGHT } from '../../transport/limits';
import { fetchRecords } from '../../transport/paging';
import { recordOf } from '../../transport/records';
import { sendRequest, type PelcroRequest } from '../../transport/request';
import { PelcroRequestError } from '../../transport/requestError';
import { openSession, type Session } from '../../transport/session';
import { FieldError } from '../shared/fieldError';
import type { PelcroOperation, PelcroResource } from '../shared/types';
import { buildRequest, type ReadField } from './buildRequest';
import { operationKey, type OperationIndex } from './describe';
import { isEmpty } from './encodings';
import { hintsFor } from './hints';
import { inOrder, KeyedQueue } from './inOrder';
import { KeyLookup } from './keyLookup';
import { toNodeError } from './nodeErrors';
import { readOptions, withOptions } from './options';
import { simplifyRecord } from './simplify';
import { sendUpsert, upsertKey } from './upsert';

/** What the items of one run share. */
interface Run {
	context: IExecuteFunctions;
	session: Session;
	resource: PelcroResource;
	operation: PelcroOperation;
	/** Changes of the same record go one after the other, in the order of the items. */
	changes: KeyedQueue;
	lookup: KeyLookup;
}

/**
 * Runs the chosen operation for every input item: a few under way at once, output in the items' order, each
 * output item paired with its input item. Stops at the first failure, or with 'continue on fail' puts one
 * error item in its place.
 *
 * @throws NodeOperationError or NodeApiError with the item's index
 */
export async function executeOperations(
	context: IExecuteFunctions,
	operations: OperationIndex,
): Promise<INodeExecutionData[][]> {
	const run = await prepareRun(context, operations);
	const { session } = run;
	const outputs = await inOrder(
		context.getInputData().length,
		async (itemIndex) => await runItem(run, itemIndex),
		{ inFlight: ITEMS_IN_FLIGHT, clock: session.clock },
	);
	const hints = hintsFor(session);
	if (hints.length > 0) context.addExecutionHints(...hints);
	return [outputs.flat()];
}

async function prepareRun(context: IExecuteFunctions, operations: OperationIndex): Promise<Run> {
	const resource = String(context.getNodeParameter('resource', 0));
	const operation = String(context.getNodeParameter('operation', 0));
	const chosen = operations.get(operationKey(resource, operation));
	if (chosen === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`This version of the Pelcro node has no operation '${operation}' for '${resource}'`,
			{ description: 'Choose the resource and the operation again, or update the Pelcro node.' },
		);
	}
	try {
		const session = await openSession(context);
		const lookup = new KeyLookup(session);
		return { context, ...chosen, session, changes: new KeyedQueue(), lookup };
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

async function runItem(run: Run, itemIndex: number): Promise<INodeExecutionData[]> {
	const { context } = run;
	try {
		const records = await callPelcro(run, itemIndex);
		return records.map((json) => ({ json, pairedItem: { item: itemIndex } }));
	} catch (error) {
		const nodeError = toNodeError(context.getNode(), error, itemIndex);
		if (!context.continueOnFail() || run.session.signal?.aborted) throw nodeError;
		return [{ json: { error: errorJson(nodeError, error) }, pairedItem: { item: itemIndex } }];
	}
}

/** Everything up to the first request happens at once, so that a wrong value is found before anything is sent. */
async function callPelcro(run: Run, itemIndex: number): Promise<IDataObject[]> {
	const { context, session, resource, operation, changes, lookup } = run;
	const read = fieldReader(context, itemIndex);
	const options = readOptions(read('options'));
	const encoding = { timezone: context.getTimezone() };
	const request = withOptions(buildRequest(operation, read, encoding), options);
	refuseEmptyUpdate(request);
	const simplify = read('simplify') === true ? resource.simplifiedFields : undefined;

	if (operation.output === 'list') {
		const limit = read('returnAll') === true ? undefined : Number(read('limit') ?? 50);
		const records = await fetchRecords(session, request, limit);
		return records.map((record) => simplifyRecord(record, simplify));
	}
	const { upsert } = operation;
	if (upsert !== undefined) {
		const key = upsertKey(upsert, read);
		const body = await changes.run(
			`${request.siteId ?? ''} ${key.property} ${key.value.toLowerCase()}`,
			async () => await sendUpsert(session, request, upsert, key, lookup),
		);
		return [recordOf(body)];
	}
	const body = await changes.run(
		recordKey(request),
		async () => await sendRequest(session, request),
	);
	return [outputOf(operation, body, simplify)];
}

function outputOf(
	operation: PelcroOperation,
	body: unknown,
	simplify: readonly string[] | undefined,
): IDataObject {
	if (operation.output === 'deleted') return { deleted: true };
	const record = recordOf(body);
	// Some calls answer nothing; an item without fields would look like a lost one.
	return isEmpty(record) ? { success: true } : simplifyRecord(record, simplify);
}

function refuseEmptyUpdate({ method, body }: PelcroRequest): void {
	if (method !== 'PUT' || !isEmpty(body)) return;
	throw new FieldError(
		'There is nothing to change',
		"Add at least one field under 'Update Fields'.",
	);
}

/** Reads need no order, and a POST addresses no record yet. */
function recordKey({ method, path }: PelcroRequest): string | undefined {
	return method === 'GET' || method === 'POST' ? undefined : path;
}

/** Reads each field at most once for an item, and only when it is asked for. */
function fieldReader(context: IExecuteFunctions, itemIndex: number): ReadField {
	const values = new Map<string, unknown>();
	return (name) => {
		if (!values.has(name)) {
			values.set(name, context.getNodeParameter(name, itemIndex, null, { skipValidation: true }));
		}
		return values.get(name) ?? undefined;
	};
}

/**
 * What the item that stands for a failed one says, under the only key `error`: n8n sends such items to the
 * error output where there is one (and would cut an item that has n8n's own `error` down to its message).
 */
function errorJson(nodeError: NodeApiError | NodeOperationError, cause: unknown): IDataObject {
	const unknown = cause instanceof PelcroRequestError && cause.outcomeUnknown;
	return {
		message: nodeError.message,
		...(nodeError.description && { description: nodeError.description }),
		...(nodeError instanceof NodeApiError &&
			nodeError.httpCode && { httpCode: nodeError.httpCode }),
		...(unknown && { outcome: 'unknown' }),
	};
}
