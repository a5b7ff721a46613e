-- AlterTable: visits of a plan have the plan's; those placed by hand were measured on the streets or, when these were away, on nothing anybody recorded
ALTER TABLE "Assignment" ADD COLUMN     "travelSource" TEXT NOT NULL DEFAULT 'roads';
UPDATE "Assignment" a SET "travelSource" = p."travelSource" FROM "Plan" p WHERE p."id" = a."planId";
ALTER TABLE "Assignment" ALTER COLUMN "travelSource" DROP DEFAULT;
