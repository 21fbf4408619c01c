import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../transport/account/session';
import { recordOf } from '../../../transport/lists/envelope';
import { sendRequest, type PelcroRequest } from '../../../transport/request';
import { unlessRefused } from './bulk/listReading';
import { ListProof } from './bulk/proof';
import { changesNothing, type Comparisons } from './comparison';

/** What single answers have shown of records of one origin. */
interface Shown {
	proof: ListProof;
	/** The one that is being read; the others wait for what it shows. */
	reading?: Promise<unknown>;
}

/**
 * Tells which updates would change nothing, and what comes out in their place. A record as its list has it comes out
 * only after one has shown that the single call answers no more than that.
 */
export class UnchangedRecords {
	private readonly shown = new Map<string, Shown>();

	constructor(
		private readonly session: Session,
		private readonly comparisons: Comparisons,
	) {}

	/**
	 * @param known the record as a list has it, or an answer to a write
	 * @param origin where `known` comes from: what one has shown goes for the others of the same origin
	 * @returns the record that comes out; undefined where the update has to be sent
	 */
	async find(
		update: PelcroRequest,
		known: IDataObject,
		origin: string,
	): Promise<IDataObject | undefined> {
		const { body = {} } = update;
		if (!this.changesNothing(body, known)) return undefined;
		const shown = this.shown.get(origin) ?? { proof: new ListProof(update.query?.expand) };
		this.shown.set(origin, shown);
		while (!shown.proof.covers(known) && shown.reading !== undefined) await shown.reading;
		if (shown.proof.covers(known)) return shown.proof.asSingle(known);
		const reading = this.readSingly(update)
			.then((single) => {
				if (single !== undefined) shown.proof.note(single, known);
				return single;
			})
			.finally(() => {
				shown.reading = undefined;
			});
		if (!shown.proof.isLess) shown.reading = reading;
		const single = await reading;
		return single !== undefined && this.changesNothing(body, single) ? single : undefined;
	}

	changesNothing(body: IDataObject, record: IDataObject): boolean {
		return changesNothing(body, record, this.comparisons);
	}

	/** The update itself tells what is wrong where the record cannot be read. */
	private async readSingly(update: PelcroRequest): Promise<IDataObject | undefined> {
		return await unlessRefused(sendRequest(this.session, presentOf(update)).then(recordOf));
	}
}

/** The request that reads the record which an update is about. */
export function presentOf(update: PelcroRequest): PelcroRequest {
	return { ...update, method: 'GET', body: undefined, siteIdIn: undefined, expects: 'record' };
}
