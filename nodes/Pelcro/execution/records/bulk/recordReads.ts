import type { IDataObject } from 'n8n-workflow';
import { deepCopy } from 'n8n-workflow';

import { siteOf } from '../../../../transport/account/scope';
import type { Session } from '../../../../transport/account/session';
import { recordOf, type Page } from '../../../../transport/lists/envelope';
import { PAGES_IN_FLIGHT, MOST_PROOFS } from '../../../../transport/limits';
import { sendRequest, type PelcroRequest } from '../../../../transport/request';
import { inStretches } from '../../../../transport/stretch';
import type { ResourceList } from '../../../shared/types';
import { firstPage, pagesOf, readFiltered, readFollowing, unlessRefused } from './listReading';
import { planById, VALUES_A_CALL, type Way } from './plan';
import { isDeleted } from '../keys/equality';
import { ListProof, type NeededAttributes, type Proof } from './proof';

/** Query parameters with which a list cannot be read page by page. */
const PAGING = ['page', 'limit', 'cursor'];

/** Reads of one record that the run wants, by one or several items. */
interface WantedRecord {
	request: PelcroRequest;
	/** Items that want it and have not got it yet. */
	items: number;
	/** What the list has to show of it. */
	needed: NeededAttributes;
	/** As the list has it. */
	record?: IDataObject;
	/** The call that reads it on its own, which counts before the list. */
	reading?: Promise<IDataObject>;
}

/** Reads that differ by the record alone: same site, query and options. */
type Group = Map<string, WantedRecord>;

/**
 * Single records as a run reads them: those that several items want are read once, and where the run wants many,
 * they are read by their list. A list stands for single answers only after one record has shown that it answers the
 * same; whatever it does not have is asked for by its ID, so that every failure is the record's own.
 */
export class RecordReads {
	private readonly groups = new Map<string, Group>();

	/** The same reads by what they read, of all groups. */
	private readonly byPath = new Map<string, WantedRecord[]>();

	/** @param list undefined where the resource has none: equal reads are still sent once */
	constructor(
		private readonly session: Session,
		private readonly list: ResourceList | undefined,
	) {}

	/**
	 * Says that an item of the run will read the record; call `readAhead` when all have said so.
	 *
	 * @param needed what an update sends along of it
	 */
	add(request: PelcroRequest, needed: NeededAttributes = []): void {
		const name = this.groupName(request);
		const group: Group = this.groups.get(name) ?? new Map<string, WantedRecord>();
		this.groups.set(name, group);
		const wanted = group.get(request.path);
		if (wanted !== undefined) {
			wanted.items += 1;
			wanted.needed = [...wanted.needed, ...needed];
			return;
		}
		const added: WantedRecord = { request, items: 1, needed };
		group.set(request.path, added);
		this.byPath.set(request.path, [...(this.byPath.get(request.path) ?? []), added]);
	}

	/**
	 * Reads what fewer calls can read by the list.
	 *
	 * @throws CancelledError when the execution stops; a list that cannot be read is no failure
	 */
	async readAhead(): Promise<void> {
		const { list } = this;
		if (list === undefined) return;
		for (const group of this.groups.values()) {
			const ahead = new GroupReading(this.session, list, group);
			await ahead.run();
		}
	}

	/**
	 * The record for one item; each gets a copy of its own.
	 *
	 * @throws as sendRequest
	 */
	async read(request: PelcroRequest): Promise<IDataObject> {
		const group = this.groups.get(this.groupName(request));
		const wanted = group?.get(request.path);
		if (group === undefined || wanted === undefined) return await this.readSingly(request);
		wanted.items -= 1;
		if (wanted.items === 0) group.delete(request.path);
		if (wanted.reading === undefined && wanted.record === undefined) {
			wanted.reading = this.readSingly(request);
		}
		const record = (await wanted.reading) ?? wanted.record ?? {};
		return deepCopy(record);
	}

	/** Says that the record is going to be changed: whoever reads it later reads it anew. */
	forget(path: string): void {
		for (const wanted of this.byPath.get(path) ?? []) {
			wanted.reading = undefined;
			wanted.record = undefined;
		}
	}

	/**
	 * Says that records may have been changed: whoever reads one later reads it anew.
	 *
	 * @param mayBeChanged whether a record, as it is known, is one of them
	 */
	forgetWhere(mayBeChanged: (record: IDataObject) => boolean): void {
		for (const group of this.groups.values()) {
			for (const [path, { record }] of group) {
				if (record === undefined || mayBeChanged(record)) this.forget(path);
			}
		}
	}

	/** Tells the items that read the same record later in the same way what it has become. */
	learn(request: PelcroRequest, record: IDataObject): void {
		const wanted = this.groups.get(this.groupName(request))?.get(request.path);
		if (wanted !== undefined) wanted.record = deepCopy(record);
	}

	/** Items may name the site or leave it to the credential: it is the same record. */
	private groupName({ query, scope }: PelcroRequest): string {
		return JSON.stringify([query, { ...scope, siteId: siteOf(this.session, scope) }]);
	}

	private async readSingly(request: PelcroRequest): Promise<IDataObject> {
		return recordOf(await sendRequest(this.session, request));
	}
}

/** Reads one group's records by the list, as far as that is worth it and the list can be trusted. */
class GroupReading {
	private readonly byId = new Map<string, WantedRecord>();

	private readonly query: IDataObject;

	private readonly listRequest: PelcroRequest;

	private readonly proof: ListProof;

	private proofs = 0;

	/** Records that the list has given, and of which it has not been shown that they may stand for single answers. */
	private fresh: WantedRecord[] = [];

	constructor(
		private readonly session: Session,
		private readonly list: ResourceList,
		group: Group,
	) {
		const [first] = group.values();
		this.query = first?.request.query ?? {};
		this.proof = new ListProof(this.query.expand);
		this.listRequest = {
			...first?.request,
			method: 'GET',
			path: list.path,
			expects: 'list',
		};
		const start = `${list.path}/`;
		for (const wanted of group.values()) {
			const { path } = wanted.request;
			if (path.startsWith(start)) this.byId.set(path.slice(start.length), wanted);
		}
	}

	async run(): Promise<void> {
		if (PAGING.some((name) => name in this.query)) return;
		const filterable = this.list.filteredById && !('filter[id]' in this.query);
		const way = this.plan(filterable);
		const isTrusted = way === 'filtered' ? await this.readByFilter() : await this.readByPage(way);
		await inStretches(this.byId.values(), this.session, (wanted) => {
			wanted.record = isTrusted && wanted.record ? this.proof.asSingle(wanted.record) : undefined;
		});
	}

	private plan(filterable: boolean, pages?: number): Way {
		return planById({ records: this.missing(), filterable, pages });
	}

	/** @returns whether what was found may stand for single answers */
	private async readByFilter(): Promise<boolean> {
		const ids = [...this.byId.keys()];
		const chunks = Array.from({ length: Math.ceil(ids.length / VALUES_A_CALL) }, (_value, index) =>
			ids.slice(index * VALUES_A_CALL, (index + 1) * VALUES_A_CALL),
		);
		for (let next = 0; next < chunks.length; ) {
			// The first one alone, for it has to prove that the list answers as it should.
			const count = next === 0 ? 1 : PAGES_IN_FLIGHT;
			const together = chunks.slice(next, next + count);
			const read = await Promise.all(together.map(async (chunk) => await this.readChunk(chunk)));
			for (const records of read) {
				if (records === undefined) return false;
				this.take(records);
			}
			if (!(await this.prove())) return false;
			next += count;
		}
		return true;
	}

	private async readChunk(ids: readonly string[]): Promise<IDataObject[] | undefined> {
		const asked = new Set(ids);
		const query = { ...this.query, 'filter[id]': `eq:${ids.join(',')}` };
		const isWanted = ({ id }: IDataObject): boolean => asked.has(String(id));
		return await readFiltered(this.session, { ...this.listRequest, query }, isWanted);
	}

	private async readByPage(way: Way): Promise<boolean> {
		if (way === 'one by one') return true;
		const first = await firstPage(this.session, this.listRequest);
		const pages = first && pagesOf(first);
		if (first === undefined || pages === undefined) return false;
		this.take(first.records);
		if (!(await this.prove())) return false;
		if (this.plan(false, pages) !== 'whole') return true;
		const take = ({ records }: Page): void => this.take(records);
		const isDone = (): boolean => this.missing() === 0;
		// Pages that could not be read leave the records found as good as they are.
		await readFollowing(this.session, this.listRequest, pages, take, isDone);
		return await this.prove();
	}

	private take(records: readonly IDataObject[]): void {
		for (const record of records) {
			const wanted = this.byId.get(String(record.id));
			// Whether a deleted one is answered still is for its own call to tell.
			if (wanted === undefined || isDeleted(record)) continue;
			wanted.record = record;
			if (!this.proof.covers(record, wanted.needed)) this.fresh.push(wanted);
		}
	}

	private missing(): number {
		let missing = 0;
		for (const { record } of this.byId.values()) if (record === undefined) missing += 1;
		return missing;
	}

	/**
	 * Reads records that the list has by their IDs as well, until they have shown all that the others have. Where
	 * none of the wanted records was there, nothing is trusted yet, and nothing has to be.
	 *
	 * @returns whether the list may stand for single answers; what has not been shown is left to its own call
	 */
	private async prove(): Promise<boolean> {
		for (;;) {
			this.fresh = this.fresh.filter(
				({ record, needed }) => record && !this.proof.covers(record, needed),
			);
			const next = this.mostTelling();
			if (next?.record === undefined) return true;
			if (this.proofs === MOST_PROOFS) break;
			this.proofs += 1;
			const proof = await this.proofBy(next, next.record);
			if (proof === 'less') return false;
			if (proof === 'changed') next.record = undefined;
		}
		for (const wanted of this.fresh) wanted.record = undefined;
		return this.proof.isProven;
	}

	private mostTelling(): WantedRecord | undefined {
		const [first, ...others] = this.fresh;
		const weigh = ({ record = {} }: WantedRecord): number => this.proof.weigh(record);
		return others.reduce((best, one) => (best && weigh(one) > weigh(best) ? one : best), first);
	}

	private async proofBy(wanted: WantedRecord, listed: IDataObject): Promise<Proof> {
		const single = await unlessRefused(sendRequest(this.session, wanted.request).then(recordOf));
		// Gone meanwhile, or refused: the item's own call tells.
		if (single === undefined) return 'changed';
		wanted.reading = Promise.resolve(single);
		return this.proof.note(single, listed);
	}
}
