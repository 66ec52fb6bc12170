"""The AWS API of a lab: moto, what of CloudFormation the release of Debian 13 answers as AWS does not, and the images that the lab's registries hold.

Runs inside the lab's root file system: python3 aws.py, with the arguments of moto's server. CloudFormation of the newer release beside engine 28 is
left as it is: nothing makes stacks there.
"""

import json
import os

from moto.cloudformation import responses
from moto.ecr.responses import ECRResponse
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


def pushed_image(account, region, repository, digest):
    """When an image was pushed, from what keeps it; None where nothing does."""
    kept = f"/lab/registries/{account}.dkr.ecr.{region}.amazonaws.com/storage/docker/registry/v2/repositories/{repository}/_manifests"
    try:
        pushed = os.path.getmtime(f"{kept}/revisions/{digest.replace(':', '/')}/link")
    except OSError:
        return None
    return {"registryId": account, "repositoryName": repository, "imageDigest": digest, "imagePushedAt": pushed}


# A registry of its own keeps what is pushed, and moto, which does not know of it, says of every image that it is not there.
describe_images = ECRResponse.describe_images


def describe_pushed_images(self):
    repository = self._get_param("repositoryName")
    account = self._get_param("registryId") or self.current_account
    digests = [one.get("imageDigest") or "" for one in self._get_param("imageIds") or []]
    pushed = [pushed_image(account, self.region, repository, digest) for digest in digests]
    known = repository in self.ecr_backend.repositories and pushed and all(pushed)
    return json.dumps({"imageDetails": pushed}) if known else describe_images(self)


ECRResponse.describe_images = describe_pushed_images

if hasattr(responses, "GET_TEMPLATE_RESPONSE_TEMPLATE"):
    correct()

main()
