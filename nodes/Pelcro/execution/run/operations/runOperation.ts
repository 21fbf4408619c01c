import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { scopeKey } from '../../../../transport/account/scope';
import { CancelledError } from '../../../../transport/clock';
import { downloadFile, type Download } from '../../../../transport/files/download';
import { recordOf } from '../../../../transport/lists/envelope';
import { entriesOf, recordsOf } from '../../../../transport/lists/shortLists';
import type { PelcroRequest } from '../../../../transport/request';
import { lists } from '../../../lists';
import { OUTCOME, type ExportWait, type OnceKeyLookup, type Output } from '../../../shared/types';
import { checkAccount } from '../../records/accountCheck/accountCheck';
import { completed } from '../../records/change/completeChange';
import { createOnce, uniqueKeyOf } from '../../records/once/createOnce';
import { isEmpty } from '../../values/isEmpty';
import { withRecordDefault } from '../../records/recordDefault';
import { createByOnceKey, readOnceKey } from '../../records/once/createByOnceKey';
import { checkOwner, ownerName } from '../../records/once/onceKeyOwner';
import { exportAndWait } from '../../records/exportAndWait';
import { withFiles, type ItemCall } from '../../request/itemCall';
import { concerned } from '../order/concerned';
import { skipsUnchanged, type Run } from '../run';
import { forgettingOthers } from './othersChanged';
import { limitOf, runList } from './runList';
import { settled } from './settled';
import { sendChange } from './update';
import { listOf } from '../../records/keys/recordList';
import { parseCsv } from '../../output/csv';
import { amountOutputOf, shaperOf } from '../../output/shape';
import { sendUpsert, upsertKey, upsertNames, type Upserted } from '../../records/change/upsert';

/** An output item; the executor adds which input item it belongs to. */
export type OutputItem = Pick<INodeExecutionData, 'json' | 'binary'>;

type RunCall = (run: Run, call: ItemCall) => Promise<OutputItem[]>;

const BY_OUTPUT: Readonly<Record<Output, RunCall>> = {
	record: async (run, call) => recordItems(run, call, await sendOrRead(run, call)),
	done: async (run, call) => recordItems(run, call, await send(run, call)),
	list: async (run, call) => (await runList(run, call)).map((json) => ({ json })),
	message: async (run, call) => recordItems(run, call, await send(run, call)),
	records: async (run, call) => entryItems(run, call, recordsOf(await send(run, call))),
	entries: async (run, call) => entryItems(run, call, entriesOf(await send(run, call))),
	deleted: async (run, call) => {
		await send(run, call);
		return [{ json: { deleted: true } }];
	},
	check: async ({ session }, { request }) => {
		const rows = await checkAccount(session, lists, request.scope, Date.now);
		return rows.map((json) => ({ json }));
	},
	file: async (run, call) => {
		const download = await downloadFile(run.session, call.request, run.resource.value);
		return [await fileItem(run, call, download)];
	},
};

/**
 * Checks what is not looked at before the call is sent, so that a wrong item is found while nothing is sent yet.
 *
 * @throws FieldError when a value cannot be used; n8n's own error when a binary field is not there
 */
export function checkCall({ context, operation }: Run, call: ItemCall): void {
	if (operation.once !== undefined && onceKeyIn(call) !== undefined) {
		checkOwner(call.request, operation.once);
	}
	if (operation.upsert !== undefined) upsertKey(operation.upsert, operation, call);
	if (operation.output === 'list') limitOf(call);
	for (const { binaryField } of call.files) {
		context.helpers.assertBinaryData(call.itemIndex, binaryField);
	}
}

/**
 * Sends an item's call and turns the answer into output items, by what the operation declares.
 *
 * @throws as sendRequest
 */
export async function runOperation(run: Run, call: ItemCall): Promise<OutputItem[]> {
	if (run.operation.upsert !== undefined) return await runUpsert(run, call);
	const { wait } = run.operation;
	if (wait !== undefined) return await runExport(run, call, wait);
	return await BY_OUTPUT[run.operation.output](run, call);
}

async function sendOrRead(run: Run, call: ItemCall): Promise<unknown> {
	return call.request.method === 'GET' ? await run.reads.read(call.request) : await send(run, call);
}

async function send(run: Run, call: ItemCall): Promise<unknown> {
	const { operation, lookup, ends, session, comparisons } = run;
	const { once } = operation;
	const key = once && onceKeyIn(call);
	const names = [
		...concerned(operation, call.request),
		...(once === undefined || key === undefined
			? []
			: [`once ${ownerName(call.request, once)} ${key}`]),
	];
	const change = async (present?: IDataObject): Promise<unknown> => {
		if (once !== undefined && key !== undefined) return await sendByOnceKey(run, call, once, key);
		const creation = {
			request: await complete(run, call, present),
			list: listOf(call.request),
			key: uniqueKeyOf(call.request, operation.uniqueKeys),
			comparisons,
			lostBefore: ends.lostOf(call.itemIndex),
		};
		return await createOnce(session, creation, lookup);
	};
	ends.concerning(call.itemIndex, names);
	return await run.writes.run(names, async () => {
		if (call.request.method === 'PUT') return await sendChange(run, call, change);
		return await change().catch(async (failure: unknown) => await settled(run, call, failure));
	});
}

/** The request with what other records and the item's files have to say. */
async function complete(run: Run, call: ItemCall, present?: IDataObject): Promise<PelcroRequest> {
	const { session, operation } = run;
	const whole = await completed(session, call.request, operation.updateNeeds, present);
	const filled = await withRecordDefault(session, whole, operation.fillFrom);
	return await withFiles(run, { ...call, request: filled });
}

/** @returns undefined where the option is not used */
function onceKeyIn({ options: { onceKey } }: ItemCall): string | undefined {
	return onceKey === undefined ? undefined : readOnceKey(onceKey);
}

async function sendByOnceKey(
	run: Run,
	call: ItemCall,
	lookup: OnceKeyLookup,
	key: string,
): Promise<unknown> {
	const { session, resource, onceKeys, notes, ends } = run;
	const { request, itemIndex } = call;
	const creation = {
		request,
		key,
		list: resource.list ?? { path: request.path, filteredById: false },
		lookup,
		complete: async () => await complete(run, call),
		lostBefore: ends.lostOf(itemIndex),
	};
	const { body, kept } = await createByOnceKey(session, creation, onceKeys);
	if (!kept) notes.onceKeysNotKept += 1;
	return body;
}

async function runUpsert(run: Run, call: ItemCall): Promise<OutputItem[]> {
	const { upsert } = run.operation;
	if (upsert === undefined) return [];
	const key = upsertKey(upsert, run.operation, call);
	const names = [
		...concerned(run.operation, call.request),
		...upsertNames(run.session, upsert, call.request),
		// A record that is found by several keys is known to be the same only once it is found.
		...(run.matchedBy.size > 1 ? ['several keys'] : []),
	];
	run.ends.concerning(call.itemIndex, names);
	const send = async (): Promise<Upserted> =>
		await sendUpsert(run, call, upsert, key, skipsUnchanged(run, call));
	const written = (result: Upserted): unknown =>
		result.change === 'unchanged' ? undefined : result.body;
	const { body, change } = await run.writes.run(
		names,
		async () => await forgettingOthers(run, call, send, { written }),
	);
	run.savings.writes += 1;
	if (change === 'unchanged') run.savings.unchanged += 1;
	return recordItems(run, call, body).map(({ json }) => ({ json: { ...json, [OUTCOME]: change } }));
}

/**
 * The file, or its rows. Pelcro makes one export of a type at a time, so items that want the same type go one
 * after the other. A file can be fetched only once, so one that is no CSV is handed over as it is.
 */
async function runExport(run: Run, call: ItemCall, waiting: ExportWait): Promise<OutputItem[]> {
	const { path, body, scope } = call.request;
	const known = run.ends.exportOf(call.itemIndex);
	const lostBefore = run.ends.lostOf(call.itemIndex);
	if (lostBefore !== undefined && !known.wasRequested) throw lostBefore;
	const download = await run.writes.run(
		[`${scopeKey(run.session, scope)} ${path} ${String(body?.object)}`],
		async () => await exportAndWait(run, call, waiting, known),
	);
	if (call.read('exportOutput') !== 'rows') return [await fileItem(run, call, download)];
	const rows = await rowsOf(run, download);
	if (rows !== undefined) return rows.map((json) => ({ json }));
	run.context.addExecutionHints({
		message: `The export ${download.fileName} cannot be read as CSV, so it is handed over as a file.`,
		type: 'warning',
		location: 'outputPane',
	});
	return [await fileItem(run, call, download)];
}

/** @returns undefined when the file is no CSV: another kind, not UTF-8, too large for a text, or broken */
async function rowsOf(
	{ session }: Run,
	{ content, mimeType }: Download,
): Promise<IDataObject[] | undefined> {
	if (mimeType !== 'text/csv') return undefined;
	const rows = async (): Promise<IDataObject[]> =>
		await parseCsv(new TextDecoder('utf-8', { fatal: true }).decode(content), session);
	return await rows().catch((error: unknown) => {
		if (error instanceof CancelledError) throw error;
		return undefined;
	});
}

async function fileItem(
	{ context }: Run,
	{ read }: ItemCall,
	{ content, fileName, mimeType }: Download,
): Promise<OutputItem> {
	const field = String(read('binaryPropertyName') ?? 'data');
	const binary = await context.helpers.prepareBinaryData(content, fileName, mimeType);
	return { json: { fileName, mimeType, fileSize: content.length }, binary: { [field]: binary } };
}

function recordItems(run: Run, call: ItemCall, body: unknown): OutputItem[] {
	const record = withoutSecret(run, call, recordOf(body));
	if (!isEmpty(record)) return [{ json: jsonOf(run, call)(record) }];
	// Some calls answer nothing, or a text alone; an item without fields would look like a lost one.
	const said = typeof body === 'string' && body !== '' ? { message: body } : {};
	return [{ json: { success: true, ...said } }];
}

/** Makes of each record what comes out, with the attributes of related records beside it. */
function jsonOf(run: Run, call: ItemCall): (record: IDataObject) => IDataObject {
	const shape = shaperOf(run, call);
	const amounts = amountOutputOf(run, call);
	return (record) => {
		const json = shape(record);
		run.inclusions.add(call, record, json, amounts);
		return json;
	};
}

function entryItems(run: Run, call: ItemCall, entries: IDataObject[]): OutputItem[] {
	const shape = shaperOf(run, call);
	return entries.map((entry) => ({ json: shape(entry) }));
}

function withoutSecret({ operation }: Run, { read }: ItemCall, record: IDataObject): IDataObject {
	const { secret } = operation;
	if (secret === undefined || read(secret.shownBy) === true) return record;
	const { [secret.attribute]: hidden, ...rest } = record;
	return hidden === undefined ? record : rest;
}
