import { MOBILITIES, type Mobility, NEEDS, type Need } from '@gocua/api/contract/codes';
import { CircleCheck, Clock, Inbox, Map as MapIcon, Search, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { Button } from '../Button.tsx';
import { CheckboxChoices, RadioChoices } from '../Choices.tsx';
import { Dialog } from '../Dialog.tsx';
import { EmptyState } from '../EmptyState.tsx';
import { IconButton } from '../IconButton.tsx';
import { Notice } from '../Notice.tsx';
import { PageFrame } from '../PageFrame.tsx';
import { Progress, Skeleton } from '../Progress.tsx';
import { Select } from '../Select.tsx';
import { Badge, StateMark, TeamMark } from '../StateMark.tsx';
import { TextField } from '../TextField.tsx';
import { ThemeSwitch } from '../ThemeSwitch.tsx';
import { Toasts } from '../Toasts.tsx';
import { TEAM_COLORS } from '../teamColors.ts';
import { toasts } from '../toasts.ts';
import { galleryWords } from './words.ts';
import './gallery.css';

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="gallery-part">
      <h2>{title}</h2>
      <div className="gallery-row">{children}</div>
    </section>
  );
}

/** Every part of the design system on one page, for looking at and for screenshots. */
export function Gallery() {
  const t = galleryWords.useText();
  const c = common.useText();
  const code = codes.useText();
  const [mobility, setMobility] = useState<Mobility>('bedbound');
  const [needs, setNeeds] = useState<Need[]>(['id_card']);
  const [name, setName] = useState('');
  const [open, setOpen] = useState(false);
  const mobilities = MOBILITIES.map((id) => ({ id, words: code(`mobility.${id}`) }));
  return (
    <PageFrame>
      <div className="gallery">
        <h1>{t('title')}</h1>
        <ThemeSwitch />
        <Part title={t('buttons')}>
          {(['desk', 'touch', 'field'] as const).map((size) => (
            <div key={size} className="gallery-line">
              <Button kind="primary" size={size}>
                {t('main')}
              </Button>
              <Button size={size}>{t('plain')}</Button>
              <Button kind="quiet" size={size}>
                {t('quiet')}
              </Button>
              <Button kind="danger" size={size}>
                {t('danger')}
              </Button>
              <Button size={size} isDisabled>
                {t('disabled')}
              </Button>
              <IconButton icon={MapIcon} name={t('plain')} size={size} />
            </div>
          ))}
        </Part>
        <Part title={t('fields')}>
          <TextField label={t('name')} help={t('nameHelp')} value={name} onChange={setName} />
          <TextField label={t('name')} error={t('nameError')} />
          <TextField label={t('search')} labelHidden placeholder={t('search')} icon={Search} />
          <Select label={t('mobility')} options={mobilities} value={mobility} onChange={setMobility} />
          <RadioChoices label={t('mobility')} look="big" choices={mobilities} value={mobility} onChange={setMobility} />
          <CheckboxChoices
            label={t('needs')}
            look="big"
            choices={NEEDS.map((id) => ({ id, words: code(`need.${id}`) }))}
            value={needs}
            onChange={setNeeds}
          />
          <CheckboxChoices
            label={t('needs')}
            look="chips"
            choices={NEEDS.map((id) => ({ id, words: code(`needShort.${id}`) }))}
            value={needs}
            onChange={setNeeds}
          />
        </Part>
        <Part title={t('marks')}>
          <div className="gallery-line">
            <StateMark tone="good" icon={CircleCheck} filled>
              {t('served')}
            </StateMark>
            <StateMark tone="warn" icon={Clock} filled>
              {t('late')}
            </StateMark>
            <StateMark tone="bad" icon={TriangleAlert} filled>
              {t('broken')}
            </StateMark>
            <Badge tone="accent">12</Badge>
          </div>
        </Part>
        <Part title={t('teams')}>
          <div className="gallery-line">
            {TEAM_COLORS.light.map((color, index) => (
              <TeamMark key={color} color={index} words={String(index + 1)} />
            ))}
          </div>
        </Part>
        <Part title={t('messages')}>
          <Notice tone="warn" title={t('noticeWarn')} />
          <Notice tone="bad" title={t('noticeBad')}>
            {t('noticeWords')}
          </Notice>
          <div className="gallery-line">
            <Button
              onPress={() =>
                toasts.show({ kind: 'done', words: t('toastWords'), undo: { words: c('undo'), run: () => undefined } })
              }
            >
              {t('toast')}
            </Button>
            <Button onPress={() => setOpen(true)}>{t('dialog')}</Button>
          </div>
          <Progress label={t('progress')} part={0.62} words={t('progressWords')} />
          <Skeleton label={c('loading')} />
          <EmptyState icon={Inbox} title={t('empty')}>
            {t('emptyWords')}
          </EmptyState>
        </Part>
        <Part title={t('numbers')}>
          <p className="gallery-sample">{t('sample')}</p>
          <p className="gallery-figures figures">
            <span>19:05</span>
            <span>11:11</span>
            <span>20:48</span>
          </p>
        </Part>
        <Dialog
          title={t('dialog')}
          isOpen={open}
          onClose={() => setOpen(false)}
          actions={
            <Button kind="primary" onPress={() => setOpen(false)}>
              {c('close')}
            </Button>
          }
        >
          <p>{t('dialogWords')}</p>
        </Dialog>
      </div>
      <Toasts />
    </PageFrame>
  );
}
