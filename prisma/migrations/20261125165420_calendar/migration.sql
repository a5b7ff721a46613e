-- AlterTable
ALTER TABLE "ShiftSeries" ADD COLUMN     "extraStarts" TEXT[],
ADD COLUMN     "sequence" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ShiftOverride" (
    "seriesId" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "startsLocal" TEXT NOT NULL,
    "durationSec" INTEGER NOT NULL,
    "teamId" TEXT NOT NULL,
    "rest" JSONB,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "ShiftOverride_pkey" PRIMARY KEY ("seriesId","date")
);

-- CreateTable
CREATE TABLE "ShiftSeriesVersion" (
    "seriesId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "state" JSONB,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,
    "accountId" TEXT,

    CONSTRAINT "ShiftSeriesVersion_pkey" PRIMARY KEY ("seriesId","version")
);

-- CreateTable
CREATE TABLE "DepotClosure" (
    "id" TEXT NOT NULL,
    "depotId" TEXT NOT NULL,
    "fromDate" TEXT NOT NULL,
    "toDate" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "DepotClosure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "teamId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CalendarFeed_pkey" PRIMARY KEY ("teamId")
);

-- CreateIndex
CREATE INDEX "ShiftOverride_teamId_idx" ON "ShiftOverride"("teamId");

-- CreateIndex
CREATE INDEX "DepotClosure_depotId_idx" ON "DepotClosure"("depotId");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_tokenHash_key" ON "CalendarFeed"("tokenHash");

-- AddForeignKey
ALTER TABLE "ShiftOverride" ADD CONSTRAINT "ShiftOverride_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "ShiftSeries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShiftOverride" ADD CONSTRAINT "ShiftOverride_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DepotClosure" ADD CONSTRAINT "DepotClosure_depotId_fkey" FOREIGN KEY ("depotId") REFERENCES "Depot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
