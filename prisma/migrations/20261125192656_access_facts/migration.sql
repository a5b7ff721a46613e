-- DropIndex
DROP INDEX "TeamPosition_receivedAt_idx";

-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "bed" TEXT,
ADD COLUMN     "hearing" TEXT;

-- AlterTable
ALTER TABLE "Household" ADD COLUMN     "alley" TEXT,
ADD COLUMN     "dog" BOOLEAN,
ADD COLUMN     "floor" INTEGER,
ADD COLUMN     "lift" BOOLEAN;

-- CreateIndex
CREATE INDEX "TeamPosition_at_idx" ON "TeamPosition"("at");
