-- AlterTable
ALTER TABLE "Alarm" DROP COLUMN "pushedAt";

-- CreateIndex
CREATE INDEX "PushJob_alarmId_idx" ON "PushJob"("alarmId");
