import type { IDataObject } from 'n8n-workflow';

import type { AmountOutput } from '../../../common/money/amounts';
import { isRecordId, relatedIn } from '../../../common/relatedRecord';
import type { Session } from '../../../transport/account/session';
import { PelcroRequestError, saysNoRecord } from '../../../transport/failures/requestError';
import { ITEMS_IN_FLIGHT } from '../../../transport/limits';
import type { PelcroRequest } from '../../../transport/request';
import { INCLUDED, INCLUDED_KINDS } from '../../shared/included';
import type { IncludedKind, Inclusion, ResourceList } from '../../shared/types';
import { attributesOf, noAttributes } from '../output/included';
import { RecordReads } from '../records/bulk/recordReads';
import type { ItemCall } from '../request/itemCall';
import { textOf } from '../records/keys/equality';
import { isEmpty } from '../values/isEmpty';
import { inOrder } from './order/inOrder';

const FAILED = Symbol('failed');

/** An output item that waits for attributes of a related record. */
interface Waiting {
	itemIndex: number;
	json: IDataObject;
	kind: IncludedKind;
	request: PelcroRequest;
	amounts: AmountOutput;
	reads: RecordReads;
	/** How what is read names the related record, where it is not the related record itself. */
	next?: Inclusion;
}

/** What a record wants beside it. */
interface Including extends Pick<ItemCall, 'itemIndex'> {
	included: ReadonlyArray<Inclusion & { kind: IncludedKind }>;
	options: Pick<ItemCall['options'], 'scope' | 'bulkReading'>;
}

/** What to do about related records that cannot be had. */
export interface InclusionTrouble {
	/** A record names one that is not there any more. */
	missing: (kind: IncludedKind) => void;
	/** One could not be read; what is thrown here ends the reading. */
	failed: (itemIndex: number, error: PelcroRequestError) => void;
}

/**
 * Attributes of related records beside the records of the run, e.g. the email of a subscription's customer. What came
 * with the records is taken at once; the other related records are read when all records are there, each once and
 * many in few calls.
 */
export class Inclusions {
	private readonly waiting: Waiting[] = [];

	/** Of those, the ones of which it is not known yet what the related record has. */
	private readonly unread = new Set<Waiting>();

	private readonly inBulk: Readonly<Record<IncludedKind, RecordReads>>;

	private readonly oneByOne: Readonly<Record<IncludedKind, RecordReads>>;

	/** Reads of the records on the way to related ones, by their list. */
	private readonly onTheWay = new Map<string, RecordReads>();

	/** @param keepsEmpty whether attributes stay that have nothing in them */
	constructor(
		private readonly session: Session,
		private readonly keepsEmpty: boolean,
	) {
		const readsOf = (inBulk: boolean) => ({
			customer: new RecordReads(session, inBulk ? INCLUDED.customer.list : undefined),
			plan: new RecordReads(session, inBulk ? INCLUDED.plan.list : undefined),
		});
		this.inBulk = readsOf(true);
		this.oneByOne = readsOf(false);
	}

	/**
	 * Puts beside a record what is known already; `complete` does the rest.
	 *
	 * @param record as Pelcro answered it
	 * @param json what comes out, which is changed
	 */
	add(
		{ included, itemIndex, options }: Including,
		record: IDataObject,
		json: IDataObject,
		amounts: AmountOutput,
	): void {
		for (const inclusion of included) {
			const { kind } = inclusion;
			const { whole, step } = nextStep(record, inclusion, kind);
			if (whole !== undefined) {
				this.put(json, attributesOf(kind, whole, amounts));
				continue;
			}
			this.put(json, noAttributes(kind));
			if (step === undefined) continue;
			const request = requestOf(step, kind, options.scope);
			const reads = this.readsFor(step, kind, options.bulkReading);
			reads.add(request);
			const waiting = { itemIndex, json, kind, request, amounts, reads, next: step.next };
			this.waiting.push(waiting);
			this.unread.add(waiting);
		}
	}

	private readsFor({ list }: Step, kind: IncludedKind, inBulk: boolean): RecordReads {
		if (list === undefined) return (inBulk ? this.inBulk : this.oneByOne)[kind];
		const name = `${list.path} ${inBulk}`;
		const reads =
			this.onTheWay.get(name) ?? new RecordReads(this.session, inBulk ? list : undefined);
		this.onTheWay.set(name, reads);
		return reads;
	}

	/** Reads that are still to be made, were each record to make its own. */
	get wanted(): number {
		return this.waiting.length;
	}

	/** What could not be read, or not yet. */
	get notRead(): ReadonlyArray<{ itemIndex: number; kind: IncludedKind }> {
		return [...this.unread];
	}

	/**
	 * Reads what is wanted and puts it beside the records.
	 *
	 * @throws CancelledError when the execution stops; what `trouble.failed` throws
	 */
	async complete(trouble: InclusionTrouble): Promise<void> {
		for (const reads of this.onTheWay.values()) await reads.readAhead();
		for (const kind of INCLUDED_KINDS) await this.inBulk[kind].readAhead();
		await inOrder(
			this.waiting.length,
			async (index) => {
				const waiting = this.waiting[index];
				if (waiting !== undefined) await this.fill(waiting, trouble);
			},
			{ inFlight: ITEMS_IN_FLIGHT, clock: this.session.clock },
		);
	}

	/** A related record that was deleted leaves its attributes empty; whatever else keeps it from being read is a failure. */
	private async fill(waiting: Waiting, { missing, failed }: InclusionTrouble): Promise<void> {
		const { itemIndex, json, kind, amounts } = waiting;
		const related = await this.relatedTo(waiting).catch((error: unknown) => {
			if (!(error instanceof PelcroRequestError)) throw error;
			if (!saysNoRecord(error)) {
				failed(itemIndex, error);
				return FAILED;
			}
			missing(kind);
			return undefined;
		});
		if (related === FAILED) return;
		this.unread.delete(waiting);
		if (related !== undefined) this.put(json, attributesOf(kind, related, amounts));
	}

	/** @returns undefined where the record on the way names none */
	private async relatedTo({
		kind,
		request,
		reads,
		next,
	}: Waiting): Promise<IDataObject | undefined> {
		const record = await reads.read(request);
		if (next === undefined) return record;
		const { whole, step } = nextStep(record, next, kind);
		// The server has not expanded it.
		if (whole !== undefined || step === undefined) return whole;
		const further = requestOf(step, kind, request.scope);
		const own = this.oneByOne[kind];
		own.add(further);
		return await own.read(further);
	}

	private put(json: IDataObject, attributes: IDataObject): void {
		for (const [name, value] of Object.entries(attributes)) {
			if (this.keepsEmpty || !isEmpty(value)) json[name] = value;
		}
	}
}

/** The call that leads to a related record. */
interface Step {
	id: string;
	/** That of the record on the way; undefined where it is the related record's own. */
	list?: ResourceList;
	next?: Inclusion;
}

/** The related record as far as the record has it, or the call by which it is found; neither where none is named. */
function nextStep(
	record: IDataObject,
	inclusion: Inclusion,
	kind: IncludedKind,
): { whole?: IDataObject; step?: Step } {
	const { through } = inclusion;
	const { whole, id } = relatedIn(record, inclusion, isRecordId);
	if (through === undefined) {
		const read = whole === undefined ? id : idToRead(whole, kind);
		return read === undefined ? { whole } : { step: { id: read } };
	}
	if (whole !== undefined) return nextStep(whole, through.next, kind);
	return id === undefined ? {} : { step: { id, ...through } };
}

/** Of a related record that came with a few attributes, and none of those that are wanted. */
function idToRead(whole: IDataObject, kind: IncludedKind): string | undefined {
	if (INCLUDED[kind].shownBy.some((name) => Object.hasOwn(whole, name))) return undefined;
	const id = textOf(whole.id);
	return isRecordId(id) ? id : undefined;
}

function requestOf(
	{ id, list, next }: Step,
	kind: IncludedKind,
	scope: PelcroRequest['scope'],
): PelcroRequest {
	return {
		method: 'GET',
		path: `${(list ?? INCLUDED[kind].list).path}/${encodeURIComponent(id)}`,
		...(next?.expand !== undefined && { query: { expand: next.expand } }),
		scope,
		expects: 'record',
	};
}
