import { N8nEditor } from '../../../demo/n8n/n8nEditor';
import { rowsOfSheet } from './sheet';
import type { Job } from './state';

/** The mapping of an attribute that no event has brought, and the click beside it that puts the hint away. */
const MAPPED_CLICKS = 2;

/**
 * The same jobs on nodes that come with n8n, as far as these can do them, to have their clicks beside ours. Nothing
 * answers them here: they are counted until the step is executed.
 */
export const PEER_JOBS: readonly Job[] = [
	{
		name: 'HubSpot: rename the contact whose email is known',
		picture: 'peer-hubspot-rename',
		play: async ({ hand }) => {
			await addCredential(hand.page.url(), 'hubspotApi', { apiKey: 'none' });
			await hand.emptyCanvas();
			await hand.firstStepBuiltIn('HubSpot', 'Create or update a contact');
			await hand.fill('email', 'ann@example.com');
			await hand.addField('First Name', 'Add property');
			await hand.fill('firstName', 'Renamed');
			await hand.executeInVain();
		},
	},
	{
		name: 'Stripe: rename the customer whose ID is known',
		picture: 'peer-stripe-rename',
		play: async ({ hand }) => {
			await addCredential(hand.page.url(), 'stripeApi', { secretKey: 'none' });
			await hand.emptyCanvas();
			await hand.firstStepBuiltIn('Stripe', 'Update a customer');
			await hand.fill('customerId', 'cus_NffrFeUfNV2Hib');
			await hand.addField('Name');
			await hand.fill('name', 'Renamed');
			await hand.executeInVain();
		},
	},
	{
		name: 'Stripe: an email when a payment fails, once such an event has come',
		picture: 'peer-stripe-payment-fails',
		play: async ({ hand }) => {
			await addCredential(hand.page.url(), 'stripeApi', { secretKey: 'none' });
			await addCredential(hand.page.url(), 'smtp', { host: '127.0.0.1', port: 1025 });
			await hand.emptyCanvas();
			await hand.firstStepBuiltIn('Stripe', 'On invoice payment failed');
			await hand.executeInVain();
			await hand.nextStep('Send Email', 'Send an Email');
			await hand.fill('fromEmail', 'hello@magazine.example');
			hand.clicks += MAPPED_CLICKS;
			await hand.fill('subject', 'Your payment did not go through');
			await hand.write('html', 'Please have a look at your card.');
			await hand.executeInVain();
		},
	},
	{
		name: 'HubSpot: 200 rows of a CSV file become contacts',
		picture: 'peer-hubspot-csv',
		play: async ({ hand }) => {
			await addCredential(hand.page.url(), 'hubspotApi', { apiKey: 'none' });
			await hand.emptyCanvas();
			await rowsOfSheet(hand, 200);
			await hand.nextStep('HubSpot', 'Create or update a contact');
			await hand.drag('email', 'email');
			await hand.elsewhere();
			await hand.addField('First Name', 'Add property');
			await hand.drag('first_name', 'firstName');
			await hand.elsewhere();
			await hand.addField('Last Name', 'Add property');
			await hand.drag('last_name', 'lastName');
			await hand.executeInVain();
		},
	},
];

async function addCredential(url: string, type: string, data: object): Promise<void> {
	const { rest } = await N8nEditor.signIn(new URL(url).origin);
	await rest.post('/credentials', { name: `${type} of a peer`, type, data });
}
