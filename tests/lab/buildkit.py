"""Serves the BuildKit of a lab's engine to builders that buildx creates: docker-container ones (images.py makes their image) and remote ones.

Runs inside the lab's root file system: python3 buildkit.py ADDRESS. The engine speaks BuildKit's protocol, gRPC, on its socket once
`POST /grpc` has asked for it (api/server/router/grpc in https://github.com/moby/moby); a builder speaks it from the first byte.
"""

import asyncio
import sys

PORT = 1234
UPGRADE = b"POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"


async def copy(reader, writer):
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    writer.close()


async def serve(reader, writer):
    try:
        # Looked up each time: the engine is another process after a change of its store.
        engine_reader, engine_writer = await asyncio.open_unix_connection("/lab-runtime/docker.sock")
    except OSError as error:
        print(f"the engine does not answer: {error}", file=sys.stderr, flush=True)
        writer.close()
        return
    engine_writer.write(UPGRADE)
    head = await engine_reader.readuntil(b"\r\n\r\n")
    if b" 101 " not in head:
        print(f"the engine refused: {head.decode()}", file=sys.stderr, flush=True)
        writer.close()
        engine_writer.close()
        return
    await asyncio.gather(copy(reader, engine_writer), copy(engine_reader, writer))


async def main():
    server = await asyncio.start_server(serve, sys.argv[1], PORT)
    await server.serve_forever()


asyncio.run(main())
