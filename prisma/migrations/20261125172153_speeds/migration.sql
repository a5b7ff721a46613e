-- CreateTable
CREATE TABLE "SpeedTable" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "bands" JSONB NOT NULL,
    "useLearned" BOOLEAN NOT NULL,
    "accountId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SpeedTable_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SpeedTable_unitId_version_key" ON "SpeedTable"("unitId", "version");

-- AddForeignKey
ALTER TABLE "SpeedTable" ADD CONSTRAINT "SpeedTable_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
