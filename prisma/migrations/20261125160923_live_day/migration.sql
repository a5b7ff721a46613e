-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "deliveredAt" TIMESTAMPTZ(3),
ADD COLUMN     "etaAt" TIMESTAMPTZ(3),
ADD COLUMN     "etaSpreadSec" INTEGER,
ADD COLUMN     "seenAt" TIMESTAMPTZ(3),
ADD COLUMN     "sentAt" TIMESTAMPTZ(3),
ADD COLUMN     "toldAt" TIMESTAMPTZ(3),
ADD COLUMN     "toldSeq" INTEGER,
ADD COLUMN     "verifiedAt" TIMESTAMPTZ(3),
ADD COLUMN     "wrongCodeCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "wrongCodeStep" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "foundAtId" TEXT;

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "seenAt" TIMESTAMPTZ(3),
ADD COLUMN     "sentAt" TIMESTAMPTZ(3),
ADD COLUMN     "sentSeq" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "VisitEvent" ADD COLUMN     "decidedAt" TIMESTAMPTZ(3),
ADD COLUMN     "decidedById" TEXT,
ADD COLUMN     "decision" TEXT,
ADD COLUMN     "detail" JSONB,
ADD COLUMN     "problem" TEXT;

-- CreateTable
CREATE TABLE "Alarm" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "openKey" TEXT,
    "assignmentId" TEXT,
    "facts" JSONB NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "pushedAt" TIMESTAMPTZ(3),
    "callDueAt" TIMESTAMPTZ(3),
    "calledAt" TIMESTAMPTZ(3),
    "reached" BOOLEAN,
    "takenAt" TIMESTAMPTZ(3),
    "takenById" TEXT,
    "closedAt" TIMESTAMPTZ(3),
    "closedBecause" TEXT,

    CONSTRAINT "Alarm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EveningEvent" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "assignmentId" TEXT,
    "alarmId" TEXT,
    "accountId" TEXT,
    "detail" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EveningEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TeamMessage" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "fromTeam" BOOLEAN NOT NULL,
    "accountId" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "code" TEXT,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "toldSeq" INTEGER,
    "sentAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "TeamMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TeamPosition" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lon" DOUBLE PRECISION NOT NULL,
    "accuracyMetres" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "TeamPosition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Photo" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "assignmentId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "jpeg" BYTEA NOT NULL,
    "byteCount" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Photo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PushSubscription" (
    "endpoint" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "teamId" TEXT,
    "deviceId" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PushSubscription_pkey" PRIMARY KEY ("endpoint")
);

-- CreateTable
CREATE TABLE "PushJob" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "alarmId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "endedAt" TIMESTAMPTZ(3),
    "sentCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PushJob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Secret" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Secret_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "Alarm_openKey_key" ON "Alarm"("openKey");

-- CreateIndex
CREATE INDEX "Alarm_unitId_date_idx" ON "Alarm"("unitId", "date");

-- CreateIndex
CREATE INDEX "EveningEvent_teamId_date_idx" ON "EveningEvent"("teamId", "date");

-- CreateIndex
CREATE INDEX "EveningEvent_unitId_date_idx" ON "EveningEvent"("unitId", "date");

-- CreateIndex
CREATE INDEX "TeamMessage_teamId_at_idx" ON "TeamMessage"("teamId", "at");

-- CreateIndex
CREATE INDEX "TeamPosition_teamId_at_idx" ON "TeamPosition"("teamId", "at");

-- CreateIndex
CREATE INDEX "TeamPosition_receivedAt_idx" ON "TeamPosition"("receivedAt");

-- CreateIndex
CREATE INDEX "Photo_assignmentId_idx" ON "Photo"("assignmentId");

-- CreateIndex
CREATE INDEX "Photo_createdAt_idx" ON "Photo"("createdAt");

-- CreateIndex
CREATE INDEX "PushSubscription_teamId_idx" ON "PushSubscription"("teamId");

-- CreateIndex
CREATE INDEX "PushJob_endedAt_dueAt_idx" ON "PushJob"("endedAt", "dueAt");

-- CreateIndex
CREATE INDEX "VisitEvent_problem_decision_idx" ON "VisitEvent"("problem", "decision");

-- AddForeignKey
ALTER TABLE "Alarm" ADD CONSTRAINT "Alarm_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EveningEvent" ADD CONSTRAINT "EveningEvent_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMessage" ADD CONSTRAINT "TeamMessage_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamPosition" ADD CONSTRAINT "TeamPosition_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
