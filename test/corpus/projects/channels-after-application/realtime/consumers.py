from channels.generic.websocket import AsyncJsonWebsocketConsumer


class ScoreConsumer(AsyncJsonWebsocketConsumer):
    async def receive_json(self, content):
        await self.send_json(content)
