import type { IDataObject } from 'n8n-workflow';

import type { AmountOutput } from '../../../common/amounts';
import { relatedIn } from '../../../common/relatedRecord';
import type { Session } from '../../../transport/account/session';
import { PelcroRequestError } from '../../../transport/failures/requestError';
import { ITEMS_IN_FLIGHT } from '../../../transport/limits';
import type { PelcroRequest } from '../../../transport/request';
import { INCLUDED, INCLUDED_KINDS } from '../../shared/included';
import type { IncludedKind } from '../../shared/types';
import { attributesOf, noAttributes } from '../output/included';
import { RecordReads } from '../records/bulk/recordReads';
import type { ItemCall } from '../request/itemCall';
import { isEmpty } from '../values/isEmpty';
import { inOrder } from './order/inOrder';

/** An output item that waits for attributes of a related record. */
interface Waiting {
	itemIndex: number;
	json: IDataObject;
	kind: IncludedKind;
	request: PelcroRequest;
	amounts: AmountOutput;
	reads: RecordReads;
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

	private readonly inBulk: Readonly<Record<IncludedKind, RecordReads>>;

	private readonly oneByOne: Readonly<Record<IncludedKind, RecordReads>>;

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
		{ included, itemIndex, options }: ItemCall,
		record: IDataObject,
		json: IDataObject,
		amounts: AmountOutput,
	): void {
		for (const inclusion of included) {
			const { kind } = inclusion;
			const { whole, id } = relatedIn(record, inclusion);
			if (whole !== undefined) {
				this.put(json, attributesOf(kind, whole, amounts));
				continue;
			}
			this.put(json, noAttributes(kind));
			if (id === undefined) continue;
			const path = `${INCLUDED[kind].list.path}/${encodeURIComponent(id)}`;
			const request = { method: 'GET', path, scope: options.scope, expects: 'record' } as const;
			const reads = (options.bulkReading ? this.inBulk : this.oneByOne)[kind];
			reads.add(request);
			this.waiting.push({ itemIndex, json, kind, request, amounts, reads });
		}
	}

	/** Reads that are still to be made, were each record to make its own. */
	get wanted(): number {
		return this.waiting.length;
	}

	/**
	 * Reads what is wanted and puts it beside the records.
	 *
	 * @throws CancelledError when the execution stops; what `trouble.failed` throws
	 */
	async complete(trouble: InclusionTrouble): Promise<void> {
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
	private async fill(
		{ itemIndex, json, kind, request, amounts, reads }: Waiting,
		{ missing, failed }: InclusionTrouble,
	): Promise<void> {
		const related = await reads.read(request).catch((error: unknown) => {
			if (!(error instanceof PelcroRequestError)) throw error;
			if (error.status === 404) missing(kind);
			else failed(itemIndex, error);
		});
		if (related !== undefined) this.put(json, attributesOf(kind, related, amounts));
	}

	private put(json: IDataObject, attributes: IDataObject): void {
		for (const [name, value] of Object.entries(attributes)) {
			if (this.keepsEmpty || !isEmpty(value)) json[name] = value;
		}
	}
}
