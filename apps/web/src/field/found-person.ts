import type { Mobility, Need, Sex } from '@gocua/api/contract/codes';
import type { TeamReport } from '@gocua/api/contract/field';

export interface FoundForm {
  fullName: string;
  birthYear: string;
  sex: Sex | null;
  mobility: Mobility | null;
  needs: readonly Need[];
  phone: string;
  note: string;
}
export type FoundFault = 'name' | 'year' | 'sex' | 'mobility' | 'needs' | 'phone';
export type FoundPerson = Extract<TeamReport, { kind: 'case-found' }>['person'];

/** All faults of the form in the order of its fields, so that a signal is not needed to hear of them; or the person. */
export function checkFoundPerson(form: FoundForm): { faults: FoundFault[]; person: FoundPerson | null } {
  const fullName = form.fullName.trim();
  const birthYear = Number(form.birthYear.trim());
  const digits = form.phone.replace(/[\s.\-()]/g, '');
  const faults: FoundFault[] = [];
  if (fullName.length < 2) faults.push('name');
  if (!/^\d{4}$/.test(form.birthYear.trim()) || birthYear < 1890 || birthYear > 2100) faults.push('year');
  if (!form.sex) faults.push('sex');
  if (!form.mobility) faults.push('mobility');
  if (form.needs.length === 0) faults.push('needs');
  if (digits !== '' && !/^\+?\d{9,12}$/.test(digits)) faults.push('phone');
  if (faults.length > 0 || !form.sex || !form.mobility) return { faults, person: null };
  const { sex, mobility, needs } = form;
  return {
    faults,
    person: { fullName, birthYear, sex, mobility, needs: [...needs], phone: digits || null, note: form.note.trim() },
  };
}
