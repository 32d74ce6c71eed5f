"use strict";

const place = document.getElementById("api");

Redoc.init(place.dataset.document, { nativeScrollbars: true, expandResponses: "200,201,202" }, place);
