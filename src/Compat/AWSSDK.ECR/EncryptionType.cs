using Amazon.Runtime;

namespace Amazon.ECR;

/// <summary>Who holds the key that images are encrypted with.</summary>
public class EncryptionType : ConstantClass
{
    public static readonly EncryptionType AES256 = new("AES256");
    public static readonly EncryptionType KMS = new("KMS");
    public static readonly EncryptionType KMS_DSSE = new("KMS_DSSE");

    public EncryptionType(string value)
        : base(value) { }

    public static EncryptionType FindValue(string value) => FindValue<EncryptionType>(value);

    public static implicit operator EncryptionType(string value) => FindValue(value);
}
