import type { Skill } from '../contract/codes.ts';
import { ProblemError } from '../problem.ts';

/** Refuses with `unknown-skill`, naming each one, what is not among the skills known here. */
export function requireKnownSkills<Known extends Skill>(skills: readonly string[], known: readonly Known[]): Known[] {
  const errors = skills.flatMap((skill, index) =>
    (known as readonly string[]).includes(skill)
      ? []
      : [
          {
            pointer: `/skills/${index}`,
            code: 'unknown-skill',
            message: `"${skill}" is no skill here; known are ${known.join(', ')}.`,
            params: { skill },
          },
        ],
  );
  if (errors.length > 0) throw new ProblemError('unknown-skill', { errors, params: { skill: errors[0]!.params.skill } });
  return [...new Set(skills)] as Known[];
}
