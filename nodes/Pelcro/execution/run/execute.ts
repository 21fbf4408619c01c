import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { ITEMS_IN_FLIGHT } from '../../../transport/limits';
import { NotSentError } from '../../../transport/halt';
import type { Stretch } from '../../../transport/stretch';
import { PelcroRequestError } from '../../../transport/failures/requestError';
import { openSession } from '../../../transport/account/session';
import { toNodeError, type ItemOfRun } from '../../../common/nodeErrors';
import type { IncludedKind } from '../../shared/types';
import { operationKey, type OperationIndex } from '../../description/operationIndex';
import { prepareCall, type ItemCall } from '../request/itemCall';
import { currenciesOf } from './told/currencies';
import { inFormWords } from './told/formLabels';
import { hintsFor } from './told/hints';
import { Progress } from './told/progress';
import { inOrder } from './order/inOrder';
import { beginExpressions } from './items/fieldsInSteps';
import { ItemCurrencies } from './items/itemCurrencies';
import { ItemSources } from './items/itemSources';
import { tryEnded } from './ends/itemEnds';
import { PreparedCalls } from './items/preparedCalls';
import { readAhead } from './items/readAhead';
import { newRun, type Run } from './run';
import { checkCall, runOperation } from './operations/runOperation';

/**
 * Runs the chosen operation for every input item, in steps: prepare and check all items, read ahead, send, a few
 * under way at once; output in the items' order, each output item paired with its input item. Stops at the first
 * failure, or with 'continue on fail' puts one error item in its place.
 *
 * @throws NodeOperationError or NodeApiError with the item's index
 */
export async function executeOperations(
	context: IExecuteFunctions,
	operations: OperationIndex,
): Promise<INodeExecutionData[][]> {
	const run = await openRun(context, operations).catch((error: unknown) => {
		const nodeError = toNodeError(context.getNode(), error);
		if (context.continueOnFail()) return nodeError;
		throw nodeError;
	});
	if (run instanceof Error) {
		return [context.getInputData().map((_item, index) => errorItem(run, run, index))];
	}
	let well = false;
	try {
		const items = await runItems(run);
		well = items[0]?.json.error === undefined;
		const currencies = run.operation.output === 'list' ? currenciesOf(items) : [];
		const hints = hintsFor(run.session, run, currencies);
		if (hints.length > 0) context.addExecutionHints(...hints);
		return [items];
	} finally {
		if (!well) run.halt?.abort();
		tryEnded(context, run.ends, well, run.session.clock);
	}
}

async function openRun(context: IExecuteFunctions, operations: OperationIndex): Promise<Run> {
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
	const session = await openSession(context);
	return newRun(context, session, chosen);
}

async function runItems(run: Run): Promise<INodeExecutionData[]> {
	const { context, session } = run;
	const calls = await prepareAll(run);
	await readAhead(run, calls.calls).catch((error: unknown) => {
		throw toNodeError(context.getNode(), error);
	});
	const { length } = context.getInputData();
	const progress = new Progress(context, length, session.clock);
	const outputs = await inOrder(
		length,
		async (itemIndex) => {
			const output = run.ends.outputOf(itemIndex) ?? (await runItem(run, calls, itemIndex));
			progress.itemDone();
			return output;
		},
		{ inFlight: ITEMS_IN_FLIGHT, clock: session.clock },
	).catch((error: unknown) => {
		throw withCarriedOut(run, error);
	});
	await includeRelated(run, outputs);
	return outputs.flat();
}

/** Attributes of related records, read for all items together. An item for which one cannot be read has failed. */
async function includeRelated(run: Run, outputs: INodeExecutionData[][]): Promise<void> {
	const { context, inclusions, notes, savings, session } = run;
	if (inclusions.wanted === 0) return;
	const callsSoFar = session.statistics.calls;
	savings.oneByOne = Math.max(savings.oneByOne, callsSoFar) + inclusions.wanted;
	const failed = (itemIndex: number, error: PelcroRequestError): void => {
		const nodeError = toNodeError(context.getNode(), error, itemOfRun(run, itemIndex));
		if (!context.continueOnFail()) throw nodeError;
		outputs[itemIndex] = [errorItem(nodeError, error, itemIndex)];
	};
	const missing = (kind: IncludedKind): void => {
		notes.missing.set(kind, (notes.missing.get(kind) ?? 0) + 1);
	};
	await inclusions.complete({ missing, failed }).catch((error: unknown) => {
		throw toNodeError(context.getNode(), error);
	});
}

/** Nothing is sent as long as an item is wrong at which the run would stop. */
async function prepareAll(run: Run): Promise<PreparedCalls> {
	const { context } = run;
	const calls = await readAll(run).catch((error: unknown) => {
		throw toNodeError(context.getNode(), error);
	});
	const { firstFault } = calls;
	if (firstFault !== undefined && !context.continueOnFail()) {
		throw withCarriedOut(
			run,
			toNodeError(context.getNode(), firstFault.error, itemOfRun(run, firstFault.itemIndex)),
		);
	}
	return calls;
}

/**
 * The items' calls, made from their fields.
 *
 * @throws CancelledError when the execution is stopped: working the expressions out takes seconds for thousands of items
 */
async function readAll(run: Run): Promise<PreparedCalls> {
	const { context, session, ends } = run;
	const { length } = context.getInputData();
	await beginExpressions(context, session.clock);
	const sources = await ItemSources.read(run, length);
	const currencies = await ItemCurrencies.read(run, sources, length);
	const prepare = async (itemIndex: number, stretch: Stretch): Promise<ItemCall | undefined> => {
		if (ends.outputOf(itemIndex) !== undefined) return undefined;
		const { item, currency } = currencies.take(itemIndex);
		const call = prepareCall(run, item ?? (await sources.take(itemIndex, stretch)), currency);
		checkCall(run, call);
		for (const label of call.leftAlone) {
			run.notes.leftAlone.set(label, (run.notes.leftAlone.get(label) ?? 0) + 1);
		}
		return call;
	};
	return await PreparedCalls.prepare(length, prepare, session);
}

/** Up to the first request it all happens at once, so that calls which keep an order begin in it. */
async function runItem(
	run: Run,
	calls: PreparedCalls,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const { context, ends, session } = run;
	let cleared: ItemCall['cleared'] = [];
	try {
		const call = calls.take(itemIndex);
		({ cleared } = call);
		const items = await runOperation(run, call);
		const paired = items.map((item) => ({ ...item, pairedItem: { item: itemIndex } }));
		ends.succeeded(call, paired);
		return paired;
	} catch (error) {
		// Another item has failed, which is what is told.
		if (error instanceof NotSentError) return [];
		run.halt?.abort();
		ends.failed(itemIndex, run.operation, error);
		const told = inFormWords(error, run.operation, cleared);
		const nodeError = toNodeError(context.getNode(), told, itemOfRun(run, itemIndex));
		if (!context.continueOnFail() || session.signal?.aborted) throw nodeError;
		return [errorItem(nodeError, error, itemIndex)];
	}
}

function itemOfRun({ context }: Run, index: number): ItemOfRun {
	return { index, count: context.getInputData().length };
}

/** A run that stops tells what it has done before, so that it can be run again without doing that twice. */
function withCarriedOut<Thrown>({ ends }: Run, error: Thrown): Thrown {
	if (!(error instanceof NodeApiError || error instanceof NodeOperationError)) return error;
	const besides = ends.carriedOutBesides(Number(error.context.itemIndex));
	error.description = [error.description, besides].filter(Boolean).join('\n');
	return error;
}

function errorItem(
	nodeError: NodeApiError | NodeOperationError,
	cause: unknown,
	itemIndex: number,
): INodeExecutionData {
	return { json: { error: errorJson(nodeError, cause) }, pairedItem: { item: itemIndex } };
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
		kind: cause instanceof PelcroRequestError ? cause.kind : 'yours',
		...(unknown && { outcome: 'unknown' }),
	};
}
