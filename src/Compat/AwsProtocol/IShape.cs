namespace Stevedore.Compat.AwsProtocol;

/// <summary>A request, or a part of one, that writes its members.</summary>
internal interface IShape
{
    void Write(Writer to);
}
