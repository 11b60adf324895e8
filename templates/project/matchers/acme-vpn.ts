import { matcher } from 'streamalert';

/** Conditions that several rules share stand here. */
export const isEmployee = matcher({
  name: 'isEmployee',
  description: 'Guests have accounts that begin with "guest-" and no devices of ours',
  matches: ({ user }) => typeof user === 'string' && !user.startsWith('guest-'),
});
