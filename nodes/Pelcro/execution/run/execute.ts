import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { ITEMS_IN_FLIGHT } from '../../../transport/limits';
import { PelcroRequestError } from '../../../transport/failures/requestError';
import { openSession } from '../../../transport/account/session';
import { operationKey, type OperationIndex } from '../../description/operationIndex';
import { hintsFor } from './hints';
import { inOrder, KeyedQueue } from './inOrder';
import { prepareCall } from '../request/itemCall';
import { readItem } from '../request/itemSource';
import { ItemCurrencies } from './itemCurrencies';
import { noNotes, type Run } from './run';
import { RecordReads } from '../records/bulk/recordReads';
import { KeyLookup } from '../records/keyLookup';
import { toNodeError } from '../../../common/nodeErrors';
import { PreparedCalls } from './preparedCalls';
import { readAhead } from './readAhead';
import { noSavings } from './savings';
import { runOperation } from './runOperation';

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
	const { length } = context.getInputData();
	const currencies = await ItemCurrencies.read(run, length);
	const calls = await PreparedCalls.prepare(
		length,
		(itemIndex) => {
			const { item, currency } = currencies.take(itemIndex);
			return prepareCall(run, item ?? readItem(context, itemIndex), currency);
		},
		session.clock,
	);
	await readAhead(run, calls.calls).catch((error: unknown) => {
		throw toNodeError(context.getNode(), error);
	});
	const outputs = await inOrder(length, async (itemIndex) => await runItem(run, calls, itemIndex), {
		inFlight: ITEMS_IN_FLIGHT,
		clock: session.clock,
	});
	const hints = hintsFor(session, run);
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
		const reads = new RecordReads(session, chosen.resource.list);
		const changes = new KeyedQueue();
		return {
			context,
			...chosen,
			session,
			changes,
			lookup,
			reads,
			savings: noSavings(),
			notes: noNotes(),
		};
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

async function runItem(
	run: Run,
	calls: PreparedCalls,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const { context } = run;
	const pairedItem = { item: itemIndex };
	try {
		const items = await runOperation(run, calls.take(itemIndex));
		return items.map((item) => ({ ...item, pairedItem }));
	} catch (error) {
		const nodeError = toNodeError(context.getNode(), error, itemIndex);
		if (!context.continueOnFail() || run.session.signal?.aborted) throw nodeError;
		return [{ json: { error: errorJson(nodeError, error) }, pairedItem }];
	}
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
