-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "bond" TEXT,
ADD COLUMN     "bondDays" INTEGER,
ADD COLUMN     "boundToId" TEXT;

-- AlterTable
ALTER TABLE "PlanRoute" ADD COLUMN     "overtimeSec" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "PlanStop" ADD COLUMN     "onTimePercent" INTEGER;

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "rules" JSONB;

-- AlterTable
ALTER TABLE "Unassigned" ADD COLUMN     "fixes" JSONB,
ADD COLUMN     "shifts" JSONB;

-- CreateTable
CREATE TABLE "PlanPolicy" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "terms" JSONB NOT NULL,
    "accountId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PlanPolicy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PlanPolicy_unitId_version_key" ON "PlanPolicy"("unitId", "version");

-- CreateIndex
CREATE INDEX "Case_boundToId_idx" ON "Case"("boundToId");

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_boundToId_fkey" FOREIGN KEY ("boundToId") REFERENCES "Case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlanPolicy" ADD CONSTRAINT "PlanPolicy_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
