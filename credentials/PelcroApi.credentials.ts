import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { readCredentials } from '../nodes/transport/account/credentials';

/** API key, site and environment. Reference: 'Authentication', 'site_id', 'Base URLs', 'Rate limits'. */
export class PelcroApi implements ICredentialType {
	name = 'pelcroApi';

	displayName = 'Pelcro API';

	icon = { light: 'file:../icons/pelcro.svg', dark: 'file:../icons/pelcro.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-pelcro/n8n-nodes-pelcro#get-an-api-key-and-a-site-id';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9…',
			description:
				'Made in the API key settings of your Pelcro account, by an owner or administrator. It starts with eyJ. It stops working when the person who made it is removed from the account.',
		},
		{
			displayName: 'Site ID',
			name: 'siteId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 1042',
			description:
				"The number after /admin/ in the address of your Pelcro admin page. You can paste that page's whole address.",
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			default: 'production',
			description: 'Which Pelcro to work with',
			options: [
				{ name: 'Production', value: 'production', description: 'Your live account' },
				{
					name: 'Staging',
					value: 'staging',
					description: 'Pelcro’s test system; Pelcro gives access on request',
				},
				{ name: 'Custom', value: 'custom', description: 'Another address, e.g. a sandbox' },
			],
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://www.pelcro.com',
			description: 'Address of the Pelcro API; /api/v1/core is added where it is missing',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'Requests Per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 120,
			description:
				'Pelcro allows 120 requests a minute for the whole account, over all its sites and keys, and n8n waits by itself when they are spent. Enter less where another system that uses the same account must always find room.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for the Pelcro Trigger, and only where it asks for it: the secret that Pelcro shows for the webhook in its settings (Notifications)',
		},
	];

	/**
	 * Adds the key and, where the request names no site of its own, the site. n8n's HTTP Request node uses this
	 * as well.
	 *
	 * @throws CredentialError when a field of the credential cannot be used
	 */
	async authenticate(
		data: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { apiKey, siteId } = readCredentials(data);
		return {
			...request,
			headers: { ...request.headers, Authorization: `Bearer ${apiKey}` },
			qs: { site_id: siteId, ...request.qs },
		};
	}
}
