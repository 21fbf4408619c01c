import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { siteIdOf } from '../../transport/account/credentials';
import type { RequestScope } from '../../transport/account/scope';
import { isDataObject } from '../../transport/dataObject';
import { isEmpty } from '../execution/values/isEmpty';

/**
 * The scope of what the editor asks for a node: the site of the node's Options, so that its lists show what the
 * node will work on. How long a person waits is not the node's to say.
 *
 * @throws CredentialError when the Site ID is no number
 */
export function chosenScope(context: ILoadOptionsFunctions): RequestScope {
	const options: unknown = context.getCurrentNodeParameter('options');
	const siteId = isDataObject(options) ? options.siteId : undefined;
	// While an expression is not resolved yet, the credential's site is the best guess.
	if (isEmpty(siteId) || String(siteId).startsWith('=')) return {};
	return { siteId: siteIdOf(siteId) };
}
