"""Mail to people and to receivers of callbacks, through the SMTP server that the settings name."""

from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

from goldwright.settings import Settings


class Mailer:
    """Sends mail if the settings name a server; `is_ready` says whether they do."""

    def __init__(self, settings: Settings) -> None:
        self._url = urlsplit(settings.smtp_url)
        self._sender = settings.mail_from
        self._timeout_seconds = settings.callback_timeout_seconds
        self.is_ready = bool(settings.smtp_url)

    async def send(self, address: str, *, subject: str, body: str, message_id: str) -> None:
        """Hand a message to the server; SMTPException when it refuses."""
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = address
        message["Subject"] = subject
        # The same id at every try, by which a reader's mail program knows a repetition.
        message["Message-ID"] = f"<{message_id}@goldwright>"
        message.set_content(body)
        await aiosmtplib.send(
            message,
            hostname=self._url.hostname,
            port=self._url.port,
            username=unquote(self._url.username) if self._url.username else None,
            password=unquote(self._url.password) if self._url.password else None,
            use_tls=self._url.scheme == "smtps",
            timeout=self._timeout_seconds,
        )
