import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** An operation with all its fields filled in, and the request that has to be on the wire. */
export interface WireCase {
	operation: string;
	parameters: INodeParameters;
	method: string;
	path: string;
	/** A record that is read first, for its currency or for what Pelcro wants whole. */
	firstRead?: string;
	query?: IDataObject;
	body?: IDataObject;
}

export const DATE = '2031-03-31T12:00:00Z';
export const SECONDS = Date.parse(DATE) / 1000;

/** An expression that refers to data which the item lacks. */
export const NOTHING = '={{ $json.nothing }}';

/** What a list is asked for with its default limit. */
export const PAGE = { page: '1', limit: '50' };
