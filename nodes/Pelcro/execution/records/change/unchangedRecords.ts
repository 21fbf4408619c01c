import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../../transport/account/session';
import { recordOf } from '../../../../transport/lists/envelope';
import { sendRequest, type PelcroRequest } from '../../../../transport/request';
import { unlessRefused } from '../bulk/listReading';
import { ListProof, type NeededAttributes } from '../bulk/proof';
import { changesNothing, type Comparisons } from './comparison';

/** What single answers have shown of records of one origin. */
interface Shown {
	proof: ListProof;
	/** The one that is being read; the others wait for what it shows. */
	reading?: Promise<unknown>;
}

/** The origin of records that were read on their own: nothing has to be shown of them. */
export const READ_SINGLY = 'single';

/** A record before its update. */
export interface ComparedRecord {
	/** Whether the update would change nothing of it. */
	isSame: boolean;
	/** The record as the single call answers it; undefined where that is not known. */
	present: IDataObject | undefined;
}

/**
 * Tells which updates would change nothing, and what comes out in their place. A record as its list has it stands for
 * the single answer only after one has shown that the single call answers no more than that.
 */
export class UnchangedRecords {
	private readonly shown = new Map<string, Shown>();

	constructor(
		private readonly session: Session,
		private readonly comparisons: Comparisons,
	) {}

	/**
	 * @param known the record as a list has it, or an answer to a write; undefined where only its ID is known
	 * @param origin where `known` comes from: what one has shown goes for the others of the same origin
	 * @param needed what the update sends along of the present record
	 */
	async compare(
		update: PelcroRequest,
		known: IDataObject | undefined,
		origin: string,
		needed: NeededAttributes = [],
	): Promise<ComparedRecord> {
		const { body = {} } = update;
		if (known !== undefined && !this.changesNothing(body, known)) {
			return { isSame: false, present: this.standIn(update, known, origin, needed) };
		}
		const present = await this.present(update, known, origin);
		const isSame = present !== undefined && this.changesNothing(body, present);
		if (isSame || known === undefined) return { isSame, present };
		return { isSame, present: this.standIn(update, known, origin, needed) };
	}

	/**
	 * The record that the update is about as the single call answers it, read only where `known` may not stand for it.
	 *
	 * @returns undefined where it cannot be read: the update itself tells what is wrong
	 */
	async present(
		update: PelcroRequest,
		known: IDataObject | undefined,
		origin: string,
		needed: NeededAttributes = [],
	): Promise<IDataObject | undefined> {
		if (known === undefined) return await this.readSingly(update);
		if (origin === READ_SINGLY) return known;
		const shown = this.shownOf(update, origin);
		while (!shown.proof.covers(known, needed) && shown.reading !== undefined) await shown.reading;
		if (shown.proof.covers(known, needed)) return shown.proof.asSingle(known);
		const reading = this.readSingly(update)
			.then((single) => {
				if (single !== undefined) shown.proof.note(single, known);
				return single;
			})
			.finally(() => {
				shown.reading = undefined;
			});
		if (!shown.proof.isLess) shown.reading = reading;
		return await reading;
	}

	changesNothing(body: IDataObject, record: IDataObject): boolean {
		return changesNothing(body, record, this.comparisons);
	}

	/** The record in the single answer's place, without a call. */
	private standIn(
		update: PelcroRequest,
		known: IDataObject,
		origin: string,
		needed: NeededAttributes,
	): IDataObject | undefined {
		if (origin === READ_SINGLY) return known;
		const { proof } = this.shownOf(update, origin);
		return proof.covers(known, needed) ? proof.asSingle(known) : undefined;
	}

	private shownOf({ query }: PelcroRequest, origin: string): Shown {
		const shown = this.shown.get(origin) ?? { proof: new ListProof(query?.expand) };
		this.shown.set(origin, shown);
		return shown;
	}

	private async readSingly(update: PelcroRequest): Promise<IDataObject | undefined> {
		return await unlessRefused(sendRequest(this.session, presentOf(update)).then(recordOf));
	}
}

/** The request that reads the record which an update is about. */
export function presentOf(update: PelcroRequest): PelcroRequest {
	return { ...update, method: 'GET', body: undefined, siteIdIn: undefined, expects: 'record' };
}
