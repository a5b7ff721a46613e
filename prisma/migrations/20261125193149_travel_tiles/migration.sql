-- CreateTable
CREATE TABLE "TravelTile" (
    "id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "originKeys" BYTEA NOT NULL,
    "destinationKeys" BYTEA NOT NULL,
    "figures" BYTEA NOT NULL,
    "checksum" TEXT NOT NULL,
    "byteCount" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TravelTile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TravelTile_version_createdAt_idx" ON "TravelTile"("version", "createdAt");

-- CreateIndex
CREATE INDEX "TravelTile_usedAt_idx" ON "TravelTile"("usedAt");
