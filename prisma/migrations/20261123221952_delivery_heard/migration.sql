-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "heardAt" TIMESTAMPTZ(3),
ALTER COLUMN "deliveredAt" DROP NOT NULL;
