import { SKILLS, type Skill } from '../contract/codes.ts';
import { ProblemError } from '../problem.ts';

/** Refuses with `unknown-skill`, naming each one, what no visit can require. */
export function requireKnownSkills(skills: readonly string[]): Skill[] {
  const known: readonly string[] = SKILLS;
  const errors = skills.flatMap((skill, index) =>
    known.includes(skill)
      ? []
      : [
          {
            pointer: `/skills/${index}`,
            code: 'unknown-skill',
            message: `"${skill}" is no skill; known are ${SKILLS.join(', ')}.`,
            params: { skill },
          },
        ],
  );
  if (errors.length > 0) throw new ProblemError('unknown-skill', { errors, params: { skill: errors[0]!.params.skill } });
  return [...new Set(skills)] as Skill[];
}
