-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "requirements" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "Kit" ADD COLUMN     "calibrationDate" TEXT,
ADD COLUMN     "depotId" TEXT;

-- AlterTable
ALTER TABLE "Team" ADD COLUMN     "crewSize" INTEGER NOT NULL DEFAULT 2,
ADD COLUMN     "vehicleId" TEXT;

-- CreateTable
CREATE TABLE "Vehicle" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "seats" INTEGER NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "Vehicle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "sex" TEXT,
    "skills" TEXT[],
    "officeHours" JSONB NOT NULL,
    "wishes" JSONB NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- Every member becomes a person with what the team could do; from now on a person may change teams.
INSERT INTO "Person" ("id", "unitId", "name", "phone", "skills", "officeHours", "wishes")
SELECT "Member"."id", "Team"."unitId", "Member"."name", "Member"."phone", "Team"."skills", '[]', '{"avoidWeekdays":[],"likeWeekdays":[]}'
FROM "Member" JOIN "Team" ON "Team"."id" = "Member"."teamId";

-- Nobody is told that the shifts of a team that was always smaller are short.
UPDATE "Team" SET "crewSize" = GREATEST(1, LEAST(2, (SELECT count(*) FROM "Member" WHERE "Member"."teamId" = "Team"."id")));

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "fromDate" TEXT NOT NULL DEFAULT '2000-01-01',
ADD COLUMN     "personId" TEXT,
ADD COLUMN     "toDate" TEXT;
UPDATE "Member" SET "personId" = "id";
ALTER TABLE "Member" ALTER COLUMN "fromDate" DROP DEFAULT,
ALTER COLUMN "personId" SET NOT NULL,
DROP COLUMN "name",
DROP COLUMN "phone";

-- CreateTable
CREATE TABLE "Absence" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "fromDate" TEXT NOT NULL,
    "toDate" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkingTimePolicy" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "accountId" TEXT,
    "byName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WorkingTimePolicy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RuleOverride" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "shiftId" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "limit" DOUBLE PRECISION NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "reason" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RuleOverride_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShiftCrew" (
    "shiftId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "hasPeople" BOOLEAN NOT NULL,
    "personIds" TEXT[],
    "hasKit" BOOLEAN NOT NULL,
    "kitId" TEXT,
    "hasVehicle" BOOLEAN NOT NULL,
    "vehicleId" TEXT,
    "forUnitId" TEXT,
    "rosterId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ShiftCrew_pkey" PRIMARY KEY ("shiftId")
);

-- CreateTable
CREATE TABLE "Roster" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "fromDate" TEXT NOT NULL,
    "toDate" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "demand" JSONB NOT NULL,
    "entries" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "replaced" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "accountId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Roster_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Person_unitId_idx" ON "Person"("unitId");

-- CreateIndex
CREATE INDEX "Absence_personId_idx" ON "Absence"("personId");

-- CreateIndex
CREATE INDEX "Absence_unitId_toDate_idx" ON "Absence"("unitId", "toDate");

-- CreateIndex
CREATE UNIQUE INDEX "WorkingTimePolicy_unitId_version_key" ON "WorkingTimePolicy"("unitId", "version");

-- CreateIndex
CREATE INDEX "RuleOverride_unitId_date_idx" ON "RuleOverride"("unitId", "date");

-- CreateIndex
CREATE INDEX "RuleOverride_personId_date_idx" ON "RuleOverride"("personId", "date");

-- CreateIndex
CREATE INDEX "ShiftCrew_unitId_date_idx" ON "ShiftCrew"("unitId", "date");

-- CreateIndex
CREATE INDEX "ShiftCrew_teamId_date_idx" ON "ShiftCrew"("teamId", "date");

-- CreateIndex
CREATE INDEX "Roster_unitId_createdAt_idx" ON "Roster"("unitId", "createdAt");

-- CreateIndex
CREATE INDEX "Member_teamId_idx" ON "Member"("teamId");

-- CreateIndex
CREATE INDEX "Member_personId_idx" ON "Member"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Team_vehicleId_key" ON "Team"("vehicleId");

-- AddForeignKey
ALTER TABLE "Kit" ADD CONSTRAINT "Kit_depotId_fkey" FOREIGN KEY ("depotId") REFERENCES "Depot"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Vehicle" ADD CONSTRAINT "Vehicle_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Team" ADD CONSTRAINT "Team_vehicleId_fkey" FOREIGN KEY ("vehicleId") REFERENCES "Vehicle"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkingTimePolicy" ADD CONSTRAINT "WorkingTimePolicy_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RuleOverride" ADD CONSTRAINT "RuleOverride_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RuleOverride" ADD CONSTRAINT "RuleOverride_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShiftCrew" ADD CONSTRAINT "ShiftCrew_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShiftCrew" ADD CONSTRAINT "ShiftCrew_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Roster" ADD CONSTRAINT "Roster_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
