# Packages of this external tree. The list is empty while package/ holds no
# recipe; sort keeps the order the same on every file system.
include $(sort $(wildcard $(BR2_EXTERNAL_IPA_PATH)/package/*/*.mk))
