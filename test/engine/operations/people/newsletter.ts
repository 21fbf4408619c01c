import { record } from '../../host/pelcroSandbox';
import { NEWSLETTER } from '../seededRecords';
import { PAGE, type WireCase } from '../wireCase';

export const newsletterCases: WireCase[] = [
	{
		operation: 'create',
		parameters: {
			email: 'news@example.com',
			subscriberSource: 'phone',
			additionalFields: {
				consentIp: '203.0.113.7',
				consentText: 'Yes',
				consentType: 'checkbox',
				consentUrl: 'https://example.com',
				firstName: 'N',
				lastName: 'S',
				lists: 'daily',
				postalCode: 'H2X',
			},
		},
		method: 'POST',
		path: '/newsletters',
		body: {
			email: 'news@example.com',
			source: 'phone',
			consent_ip: '203.0.113.7',
			consent_text: 'Yes',
			consent_type: 'checkbox',
			consent_url: 'https://example.com',
			first_name: 'N',
			last_name: 'S',
			lists: 'daily',
			postal_code: 'H2X',
		},
	},
	{
		operation: 'get',
		parameters: { newsletterId: record(NEWSLETTER) },
		method: 'GET',
		path: `/newsletters/${NEWSLETTER}`,
	},
	{
		operation: 'getAll',
		parameters: { limit: 50, subscriberEmail: 'briefing1@example.org' },
		method: 'GET',
		path: '/newsletters',
		query: { ...PAGE, email: 'briefing1@example.org' },
	},
	{
		operation: 'update',
		parameters: {
			newsletterId: record(NEWSLETTER),
			email: 'briefing1@example.org',
			subscriberSource: 'web',
			updateFields: { lists: 'evening' },
		},
		method: 'PUT',
		path: `/newsletters/${NEWSLETTER}`,
		firstRead: `/newsletters/${NEWSLETTER}`,
		body: {
			email: 'briefing1@example.org',
			source: 'web',
			lists: 'evening',
			consent_ip: '192.0.2.10',
			consent_text: 'Send me the morning briefing',
			consent_type: 'checkbox',
			consent_url: 'https://gazette.example.com/newsletter',
			first_name: 'Marit',
			last_name: 'Strand',
		},
	},
];
