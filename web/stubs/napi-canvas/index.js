// As when it is not installed: who asks for it (pdfjs-dist, jsdom) goes on without.
throw new Error('There is no canvas outside the browser.');
