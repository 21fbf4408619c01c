import './answers.test';

// Every answer with every resource.
jest.mock('./share', () => ({ SHARE: 1 }));

jest.setTimeout(120_000);
