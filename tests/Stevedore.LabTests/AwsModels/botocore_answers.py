"""Answers as botocore does, the library under the AWS CLI.

Standard input: {"models": {service: model}, "translate": [case], "call": [call]}. Of a case, what is sent for its input and what is read from its
answer, without a network; of a call, what the endpoint answers. Standard output: {"translate": […], "call": […]}.
"""

import base64
import datetime
import json
import sys

from botocore import model, parsers, serialize
from botocore.session import Session


def given(value, shape):
    """A value of plain JSON as botocore takes it."""
    if shape.type_name == "structure":
        return {name: given(item, shape.members[name]) for name, item in value.items()}
    if shape.type_name == "list":
        return [given(item, shape.member) for item in value]
    if shape.type_name == "map":
        return {name: given(item, shape.value) for name, item in value.items()}
    return base64.b64decode(value) if shape.type_name == "blob" else value


def plain(value):
    """What botocore read as plain JSON."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if name != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.timestamp() if isinstance(value, datetime.datetime) else value


def translate(case, service):
    operation = service.operation_model(case["operation"])
    protocol = service.metadata["protocol"]
    sent = serialize.create_serializer(protocol, include_validation=False).serialize_to_request(given(case["input"], operation.input_shape), operation)
    body = sent["body"]
    answer = {"status_code": case["status"], "headers": {}, "body": case["answer"].encode()}
    return {
        "headers": dict(sent["headers"]),
        "body": json.loads(body) if isinstance(body, bytes) else {name: str(value) for name, value in body.items()},
        "read": plain(parsers.create_parser(protocol).parse(answer, operation.output_shape)),
    }


def call(case):
    client = Session().create_client(case["service"], region_name="eu-central-1", endpoint_url=case["endpoint"],
                                     aws_access_key_id="test", aws_secret_access_key="test")
    operation = client.meta.service_model.operation_model(case["operation"])
    return plain(client._make_api_call(case["operation"], given(case["input"], operation.input_shape)))


asked = json.load(sys.stdin)
services = {name: model.ServiceModel(json_model, name) for name, json_model in asked["models"].items()}
json.dump(
    {
        "translate": [translate(case, services[case["service"]]) for case in asked["translate"]],
        "call": [call(case) for case in asked["call"]],
    },
    sys.stdout,
)
