"""The AWS API of a lab: moto, and what of CloudFormation the release of Debian 13 answers as AWS does not.

Runs inside the lab's root file system: python3 aws.py, with the arguments of moto's server. The newer release beside engine 28 is left as it is:
nothing makes stacks there.
"""

from moto.cloudformation import responses
from moto.server import main


def error(status, code, message):
    body = f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
    return status, {"Content-Type": "text/xml"}, body


def correct():
    # A template stands in XML, and may hold what XML needs escaped.
    responses.GET_TEMPLATE_RESPONSE_TEMPLATE = responses.GET_TEMPLATE_RESPONSE_TEMPLATE.replace(
        "{{ stack_template }}", "{{ stack_template | e }}"
    )
    # It keeps a resource without a name for each of a type that it does not know.
    responses.LIST_STACKS_RESOURCES_RESPONSE = responses.LIST_STACKS_RESOURCES_RESPONSE.replace(
        "in resources %}", "in resources if resource.logical_resource_id %}"
    )
    delete_change_set = responses.CloudFormationResponse.delete_change_set

    def delete_known_change_set(self):
        try:
            return delete_change_set(self)
        except (KeyError, UnboundLocalError):
            return error(404, "ChangeSetNotFound", "ChangeSet does not exist")

    # What is not there, and what it does not know, is no fault of the server that would be asked again.
    responses.CloudFormationResponse.delete_change_set = delete_known_change_set
    responses.CloudFormationResponse.describe_events = lambda self: error(
        400, "InvalidAction", "Could not find operation DescribeEvents for version 2010-05-15"
    )


if hasattr(responses, "GET_TEMPLATE_RESPONSE_TEMPLATE"):
    correct()

main()
