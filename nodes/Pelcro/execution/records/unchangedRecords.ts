import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../transport/account/session';
import { recordOf } from '../../../transport/lists/envelope';
import { sendRequest, type PelcroRequest } from '../../../transport/request';
import { unlessRefused } from './bulk/listReading';
import { proofOf, type Proof } from './bulk/proof';
import { changesNothing, type Comparisons } from './comparison';

/**
 * Tells which updates would change nothing, and what comes out in their place. A record as its list has it comes out
 * only after one has shown that the single call answers no more than that.
 */
export class UnchangedRecords {
	/** What the first record has shown of the list, by the list's path. */
	private readonly proofs = new Map<string, Promise<Proof>>();

	constructor(
		private readonly session: Session,
		private readonly comparisons: Comparisons,
	) {}

	/**
	 * @param listed the record as its list has it
	 * @returns the record that comes out; undefined where the update has to be sent
	 */
	async find(
		update: PelcroRequest,
		listed: IDataObject,
		listPath: string,
	): Promise<IDataObject | undefined> {
		const { body = {} } = update;
		if (!this.changesNothing(body, listed)) return undefined;
		const known = this.proofs.get(listPath);
		if (known !== undefined && (await known) === 'same') return listed;
		const reading = this.readSingly(update);
		if (known === undefined) {
			const proof = reading.then((single): Proof => (single ? proofOf(single, listed) : 'changed'));
			this.proofs.set(listPath, proof);
			// A record that was changed meanwhile proves nothing: the next one shall.
			if ((await proof) === 'changed') this.proofs.delete(listPath);
		}
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
